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
    private readonly Step[] steps;
    private readonly int[] homes;
    private readonly Register[] results;
    private readonly List<Statement>[] body;
    private readonly Dictionary<Address, Register> loaded = [];
    private readonly Dictionary<(int Position, Lane First), Register> carried = [];

    /// <param name="code">To which it is added, with what must be done before it.</param>
    /// <param name="steps">All repetitions, one after another.</param>
    /// <param name="period">How many steps one has.</param>
    public RolledLoop(CodeBuilder code, Step[] steps, int period)
    {
        (this.code, this.steps, this.period, repetitions) = (code, steps, period, steps.Length / period);
        homes = new int[period];
        Array.Fill(homes, -1);
        results = new Register[period];
        body = new List<Statement>[period];
        for (int i = 0; i < steps.Length; i++)
            if (steps[i].Item is Operation operation) code.Define(operation, this, i);
        for (int position = 0; position < period; position++)
        {
            List<Statement> statements = body[position] = [];
            Step step = steps[position];
            if (step.Item is Operation { Operator: var @operator } operation)
            {
                ImmutableArray<Operand> operands = [.. operation.Operands.Select((_, i) => OperandOf(position, i, statements))];
                statements.Add(new Compute(results[position] = code.NewRegister(), @operator, operands));
            }
            else
            {
                Operand value = OperandOf(position, 0, statements);
                Address place = PlaceOf(step.Block.Memory, [.. Repetitions(position).Select(static step => step.Block.Offset + step.Piece.Offset)]);
                statements.Add(step.Block.IsAdded(step.Piece) ? new Accumulate(place, value) : new Store(place, value));
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
        foreach (((int position, _), Register register) in carried) statements.Add(new Assign(register, results[position]));
        return new(repetitions, false, statements.DrainToImmutable());
    }

    private Operand OperandOf(int position, int number, List<Statement> statements)
    {
        var lanes = new Lane[repetitions];
        int[] indices = new int[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            Step step = steps[position + i * period];
            lanes[i] = step.Item is Operation operation ? operation.Operands[number] : step.Piece.Value;
            indices[i] = IndexOf(lanes[i]);
        }
        if (indices[0] < 0 && Array.TrueForAll(lanes, lane => lane == lanes[0])) return code.Number(lanes[0]);
        if (indices[0] >= 0 && IsEven(indices.AsSpan(), period)) return results[indices[0]];
        if (indices[0] < 0 && indices[1] >= 0 && indices[1] < period && IsEven(indices.AsSpan(1), period)) return Carried(indices[1], lanes[0]);
        Address place = PlaceOf(lanes);
        if (!loaded.TryGetValue(place, out Register? register))
        {
            loaded.Add(place, register = code.NewRegister());
            statements.Add(new Load(register, place));
        }
        return register;
    }

    private Register Carried(int position, Lane first)
    {
        if (!carried.TryGetValue((position, first), out Register? register))
        {
            carried.Add((position, first), register = code.NewRegister());
            code.Add(new Assign(register, code.Number(first)));
        }
        return register;
    }

    private Address PlaceOf(Lane[] lanes)
    {
        if (Array.TrueForAll(lanes, static lane => lane is Known))
            return new(Memory.Constants, code.Memory.Constant(Array.ConvertAll(lanes, static lane => ((Known)lane).Number)), 1);
        Address[] places = Array.ConvertAll(lanes, code.Place);
        if (Array.Exists(places, place => place.Memory != places[0].Memory)) places = Array.ConvertAll(lanes, code.PlaceInWorkspace);
        return PlaceOf(places[0].Memory, Array.ConvertAll(places, static place => place.Offset));
    }

    private Address PlaceOf(Memory memory, int[] offsets)
    {
        int stride = offsets[1] - offsets[0];
        return IsEven(offsets, stride) ? new(memory, offsets[0], stride) : new(memory, 0, 1, code.Memory.Table(offsets));
    }

    private IEnumerable<Step> Repetitions(int position)
    {
        for (int i = position; i < steps.Length; i += period) yield return steps[i];
    }

    private int IndexOf(Lane lane) => code.LoopOf(lane) is var (loop, index) && loop == this ? index : -1;

    private static bool IsEven(ReadOnlySpan<int> numbers, int stride)
    {
        for (int i = 1; i < numbers.Length; i++)
            if (numbers[i] - numbers[i - 1] != stride) return false;
        return true;
    }
}
