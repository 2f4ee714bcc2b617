using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// One loop for all vectors of a length at a stage. A vector of an earlier loop is computed again where that costs no more than to keep it, else kept in the workspace.
/// </summary>
internal sealed class Fusion
{
    private const double CostOfKeeping = 2.5;              // a store and a load, and room in the caches
    private const double CostOfArithmetic = 0.5;

    private readonly CodeBuilder code;
    private readonly Levels levels;
    private readonly Dictionary<Operation, int> kept = [];         // where in the workspace

    public Fusion(CodeBuilder code, Levels levels, ReadOnlySpan<Item> items)
    {
        (this.code, this.levels) = (code, levels);
        foreach (Item item in items)
        {
            // A number has no vector among its operands.
            if (item is Operation { IsVector: false } || !levels.IsLive(item)) continue;
            if (item is Joined joined)
                foreach (Piece piece in joined.Pieces) Keep(piece.Value, levels.StageOf(piece));
            else
                for (int i = 0; i < item.Sources; i++) Keep(item.Source(i), levels.StageOf(item));
        }
    }

    /// <summary>The loop of steps of one stage, and what it needs before.</summary>
    public void Add(Part part) => new Body(this, part.Length).Add(part.Steps);

    private void Keep(Item source, int stage)
    {
        if (source is Operation { IsVector: true } vector && levels.StageOf(vector) != stage && !IsCheap(vector) && !kept.ContainsKey(vector))
            kept.Add(vector, code.Memory.Workspace(vector.Length));
    }

    private static bool IsCheap(Operation vector) => CostOf(vector) <= CostOfKeeping;

    private static double CostOf(Lane lane) => lane switch
    {
        { IsVector: false } => 0,
        Operation { Operator: Operator.Negate or Operator.Abs or Operator.Add or Operator.Subtract or Operator.Multiply or Operator.MultiplyAdd } operation => CostOfArithmetic + CostOfOperands(operation),
        Read { Table: < 0 } => 1,
        _ => double.PositiveInfinity,
    };

    // Long chains cost more than they are looked at for.
    private static double CostOfOperands(Operation operation)
    {
        double cost = 0;
        for (int i = 0; i < operation.Sources; i++)
            cost += operation[i] is Operation { IsVector: true } inner && !IsShallow(inner) ? double.PositiveInfinity : CostOf(operation[i]);
        return cost;
    }

    private static bool IsShallow(Operation vector)
    {
        for (int i = 0; i < vector.Sources; i++)
            if (vector[i] is Operation { IsVector: true }) return false;
        return true;
    }

    private sealed class Body(Fusion fusion, int length)
    {
        private readonly CodeBuilder code = fusion.code;
        private readonly ImmutableArray<Statement>.Builder statements = ImmutableArray.CreateBuilder<Statement>();
        private readonly Dictionary<Lane, Register> vectors = [];
        private readonly List<PanelProduct> before = [];
        private readonly List<PanelProduct> after = [];

        public void Add(List<Step> steps)
        {
            foreach (Step step in steps) Add(step);
            code.Add(new Loop(length, true, statements.DrainToImmutable(), [.. before], [.. after]));
        }

        private void Add(Step step)
        {
            switch (step)
            {
                case Operation operation:
                    Register result = Compute(operation);
                    if (fusion.kept.TryGetValue(operation, out int home)) statements.Add(new Store(new(Memory.Workspace, home, 1), result));
                    break;
                case Fold fold:
                    Operand value = Vector(fold.Operand);
                    Register total = code.Define(fold);
                    code.Add(new Assign(total, fold.Meeting == Meeting.Sum ? 0.0 : double.NegativeInfinity));
                    statements.Add(new Reduce(total, fold.Meeting, value));
                    break;
                case ProductRows rows:
                    before.Add(new(rows.Matrix, rows.Columns, new(rows.Memory, rows.Offset, 1), new(rows.Entries.Memory, rows.Entries.Offset + rows.EntriesOffset, 1)));
                    break;
                case ProductEntries entries:
                    after.Add(new(entries.Matrix, entries.Length, new(entries.Rows.Memory, entries.Rows.Offset, 1), new(entries.Memory, entries.Offset, 1)));
                    break;
                case Piece piece:
                    statements.Add(piece.IsAdded ? new Accumulate(piece.Address, Vector(piece.Value)) : new Store(piece.Address, Vector(piece.Value)));
                    break;
            }
        }

        private Register Compute(Operation operation)
        {
            ImmutableArray<Operand> operands = operation.Operands(i => Vector(operation[i]));
            Register register = vectors[operation] = code.NewRegister();
            statements.Add(new Compute(register, operation.Operator, operands));
            return register;
        }

        // A number is the same in all steps.
        private Operand Vector(Lane lane)
        {
            if (!lane.IsVector) return code.Number(lane);
            if (vectors.TryGetValue(lane, out Register? register)) return register;
            if (lane is Operation operation && !fusion.kept.ContainsKey(operation)) return Compute(operation);
            Address place = lane is Read read ? read.Address : new(Memory.Workspace, fusion.kept[(Operation)lane], 1);
            statements.Add(new Load(vectors[lane] = register = code.NewRegister(), place));
            return register;
        }
    }
}
