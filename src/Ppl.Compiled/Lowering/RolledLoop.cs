using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// A recursion as a loop: each operand of a step of its body is the same in all repetitions, a result of the same repetition, one of the repetition before (a register that is
/// carried on), or a place in memory that moves evenly or by a table. Results that others need, or later repetitions by other ways, are stored for each repetition.
/// </summary>
internal sealed class RolledLoop
{
    private readonly CodeBuilder code;
    private readonly int period;
    private readonly int repetitions;
    private readonly List<Step> steps;
    private readonly int start;
    private readonly Lane[] lanes;          // of the operand that is looked at, in each repetition
    private readonly int[] indices;         // their indices in the list of steps; -1 where they come from elsewhere
    private readonly int[] homes;
    private readonly Register[] results;
    private readonly List<Statement>[] body;
    private readonly Dictionary<Address, Register> loaded = [];
    private readonly List<Carried> carried = [];

    /// <summary>A result that the next repetition reads from a register, which a number is put into for the first one.</summary>
    private sealed record Carried(int Position, Lane First, Register Register);

    /// <param name="code">To which it is added, with what must be done before it.</param>
    /// <param name="steps">A list in which there are all repetitions, one after another.</param>
    /// <param name="stretch">Where they are.</param>
    public RolledLoop(CodeBuilder code, List<Step> steps, Stretch stretch)
    {
        (this.code, this.steps, start, period, repetitions) = (code, steps, stretch.Start, stretch.Period, stretch.Repetitions);
        (lanes, indices) = (new Lane[repetitions], new int[repetitions]);
        homes = new int[period];
        Array.Fill(homes, -1);
        results = new Register[period];
        body = new List<Statement>[period];
        for (int i = 0; i < stretch.Length; i++)
            if (steps[start + i] is Operation operation) code.Define(operation, this, i);
        for (int position = 0; position < period; position++)
        {
            List<Statement> statements = body[position] = [];
            if (steps[start + position] is Operation operation)
                statements.Add(OperationAt(position, operation, statements));
            else
            {
                Operand value = OperandOf(position, 0, statements);
                var piece = (Piece)steps[start + position];
                Address place = PlaceOf(piece.Block.Memory, PiecePlaces(position));
                statements.Add(piece.IsAdded ? new Accumulate(place, value) : new Store(place, value));
            }
        }
        code.Add(this);
    }

    /// <summary>Where the result of a step lies after the loop: so it must be stored.</summary>
    public Address PlaceOf(int index)
    {
        (int repetition, int position) = Math.DivRem(index, period);
        if (homes[position] < 0) homes[position] = code.Memory.Workspace(repetitions);
        return new(Memory.Workspace, homes[position] + repetition);
    }

    /// <summary>The register that has the result of a step after the loop, if it is one of the last repetition.</summary>
    public Register? LastOf(int index) => index / period == repetitions - 1 ? results[index % period] : null;

    /// <summary>The loop, once it is known what others need of it.</summary>
    public Loop Finish()
    {
        var statements = ImmutableArray.CreateBuilder<Statement>();
        for (int position = 0; position < period; position++)
        {
            statements.AddRange(body[position]);
            if (homes[position] >= 0) statements.Add(new Store(new(Memory.Workspace, homes[position], 1), results[position]));
        }
        foreach (Carried one in carried) statements.Add(new Assign(one.Register, results[one.Position]));
        return new(repetitions, false, statements.DrainToImmutable());
    }

    private Compute OperationAt(int position, Operation operation, List<Statement> statements)
    {
        ImmutableArray<Operand> operands = operation.Operands(i => OperandOf(position, i, statements));
        return new(results[position] = code.NewRegister(), operation.Operator, operands);
    }

    private Operand OperandOf(int position, int number, List<Statement> statements)
    {
        bool isSame = true;
        for (int i = 0; i < lanes.Length; i++)
        {
            Step step = steps[start + position + i * period];
            lanes[i] = step is Operation operation ? operation[number] : ((Piece)step).Value;
            indices[i] = code.IndexIn(this, lanes[i]);
            isSame &= lanes[i] == lanes[0];
        }
        if (indices[0] < 0 && isSame) return code.Number(lanes[0]);
        if (indices[0] >= 0 && IsEven(indices, period)) return results[indices[0]];
        if (indices[0] < 0 && indices[1] >= 0 && indices[1] < period && IsEven(indices.AsSpan(1), period)) return CarriedFrom(indices[1], lanes[0]);
        Address place = PlaceOfLanes();
        if (!loaded.TryGetValue(place, out Register? register))
        {
            loaded.Add(place, register = code.NewRegister());
            statements.Add(new Load(register, place));
        }
        return register;
    }

    private Register CarriedFrom(int position, Lane first)
    {
        foreach (Carried known in carried)
            if (known.Position == position && known.First == first) return known.Register;
        Register register = code.NewRegister();
        carried.Add(new(position, first, register));
        code.Add(new Assign(register, code.Number(first)));
        return register;
    }

    private Address PlaceOfLanes()
    {
        if (Array.TrueForAll(lanes, static lane => lane is Known))
            return new(Memory.Constants, code.Memory.Constant(Array.ConvertAll(lanes, static lane => ((Known)lane).Number)), 1);
        int[] offsets = new int[lanes.Length];
        Memory memory = code.Place(lanes[0]).Memory;
        bool isOneMemory = true;
        for (int i = 0; i < lanes.Length; i++)
        {
            Address place = code.Place(lanes[i]);
            offsets[i] = place.Offset;
            isOneMemory &= place.Memory == memory;
        }
        if (isOneMemory) return PlaceOf(memory, offsets);
        for (int i = 0; i < lanes.Length; i++) offsets[i] = code.PlaceInWorkspace(lanes[i]).Offset;
        return PlaceOf(Memory.Workspace, offsets);
    }

    private Address PlaceOf(Memory memory, int[] offsets)
    {
        int stride = offsets[1] - offsets[0];
        return IsEven(offsets, stride) ? new(memory, offsets[0], stride) : new(memory, 0, 1, code.Memory.Table(offsets));
    }

    private int[] PiecePlaces(int position)
    {
        int[] places = new int[repetitions];
        for (int i = 0; i < places.Length; i++) places[i] = ((Piece)steps[start + position + i * period]).Address.Offset;
        return places;
    }

    private static bool IsEven(ReadOnlySpan<int> numbers, int stride)
    {
        for (int i = 1; i < numbers.Length; i++)
            if (numbers[i] - numbers[i - 1] != stride) return false;
        return true;
    }
}
