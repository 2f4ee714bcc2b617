using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>From the nodes of a graph to the statements of a function.</summary>
/// <remarks>
/// Arrays become lanes, numbers and vectors (<see cref="LaneBuilder"/>); these get stages (<see cref="Levels"/>, <see cref="Schedule"/>); the vectors of a stage become one loop
/// for each length (<see cref="Fusion"/>), the numbers a list, in which recursions become loops again (<see cref="StepKinds"/>, <see cref="Repetition"/>, <see cref="RolledLoop"/>).
/// </remarks>
internal static class Lowering
{
    /// <summary>A function of a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="value">What it returns: a number; null for 0.</param>
    /// <param name="results">What it stores in <see cref="Memory.Result"/>, one after another, each row by row: the gradient, say, or the values of sites.</param>
    public static Code Of(Point point, Node? value, params IReadOnlyList<Node> results)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(results);
        var memory = new MemoryPlan();
        var builder = new LaneBuilder(memory);
        builder.Add(value is null ? results : [value, .. results]);
        int stored = 0;
        List<Joined> blocks = [];
        foreach (Node result in results)
        {
            blocks.Add(builder.Result(result, stored));
            stored += result.Count;
        }
        Lane returned = value is null ? builder.Graph.Number(0) : builder.Number(value);

        IReadOnlyList<Item> items = builder.Graph.Items;
        var levels = new Levels(items, [returned, .. blocks]);
        foreach (Block block in items.OfType<Block>())
            if (block.Memory == Memory.Workspace && levels.IsLive(block)) block.Offset = memory.Workspace(block.Space);
        var code = new CodeBuilder(memory, items.Count);
        Prepare(code, items.Where(levels.IsLive));
        var fusion = new Fusion(code, levels, items);
        foreach ((int length, List<Step> steps) in new Schedule(items, levels).InOrder())
        {
            if (length > 1) fusion.Add(length, steps);
            else AddNumbers(code, steps);
        }
        Operand last = code.Number(returned);
        return new(code.Finish(), last, code.Registers, point.Count, stored, memory.WorkspaceLength, memory.Constants, memory.Tables);
    }

    // What must be in memory before pieces come.
    private static void Prepare(CodeBuilder code, IEnumerable<Item> items)
    {
        foreach (Block block in items.OfType<Block>())
        {
            if (block is ProductEntries || block is Joined { IsFilled: true }) code.Add(new Fill(new(block.Memory, block.Offset), block.Length, 0));
            if (block is not Joined joined) continue;
            if (joined.Space > joined.Length) code.Add(new Fill(new(joined.Memory, joined.Offset + joined.Length), joined.Space - joined.Length, 0));
            for (int i = 0; i < joined.Pieces.Length; i++)
                if (Schedule.IsThere(new(joined, i)) && joined.Pieces[i] is { Value: Known known } piece)
                    code.Add(new Fill(new(joined.Memory, joined.Offset + piece.Offset), piece.Count, known.Number));
        }
    }

    private static void AddNumbers(CodeBuilder code, List<Step> steps)
    {
        foreach (Stretch stretch in Repetition.Find(StepKinds.Of(steps)))
        {
            List<Step> part = steps.GetRange(stretch.Start, stretch.Length);
            if (stretch.Repetitions > 1) _ = new RolledLoop(code, [.. part], stretch.Period);
            else
                foreach (Step step in part) Add(code, step);
        }
    }

    private static void Add(CodeBuilder code, Step step)
    {
        switch (step.Item)
        {
            case Operation operation:
                ImmutableArray<Operand> operands = [.. operation.Operands.Select(code.Number)];
                code.Add(new Compute(code.Define(operation), operation.Operator, operands));
                break;
            case Joined block:
                var place = new Address(block.Memory, block.Offset + step.Piece.Offset);
                Operand value = code.Number(step.Piece.Value);
                code.Add(block.IsAdded(step.Piece) ? new Accumulate(place, value) : new Store(place, value));
                break;
            case Called call:
                code.Add(new Invoke(
                    call.Kernel, new(call.Memory, call.Offset, 1), [.. call.Arguments.Select(static argument => new Address(argument.Block.Memory, argument.Block.Offset + argument.Offset, 1))], call.Sizes));
                break;
        }
    }
}
