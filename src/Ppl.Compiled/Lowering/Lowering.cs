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
    public static Code Of(Point point, Node? value, params Node[] results)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(results);
        var memory = new MemoryPlan();
        var builder = new LaneBuilder(memory, value is null ? results : [value, .. results]);
        int stored = 0;
        var needed = new Item[results.Length + 1];
        for (int i = 0; i < results.Length; i++)
        {
            needed[i] = builder.Result(results[i], stored);
            stored += results[i].Count;
        }
        Lane returned = value is null ? builder.Graph.Number(0) : builder.Number(value);
        needed[^1] = returned;

        ReadOnlySpan<Item> items = builder.Graph.Items;
        ReadOnlySpan<Block> blocks = builder.Graph.Blocks;
        var levels = new Levels(items, needed);
        var code = new CodeBuilder(memory, items.Length);
        Prepare(code, blocks, levels);
        var fusion = new Fusion(code, levels, items);
        var kinds = new StepKinds(items.Length);
        foreach (Part part in new Schedule(items, blocks, levels).Parts)
        {
            if (part.Length > 1) fusion.Add(part);
            else AddNumbers(code, part.Steps, kinds.Of(part.Steps));
        }
        Operand last = code.Number(returned);
        return new(code.Finish(), last, code.Registers, point.Count, stored, memory.WorkspaceLength, memory.Constants, memory.Tables);
    }

    // Where blocks are, and what must be there before pieces come.
    private static void Prepare(CodeBuilder code, ReadOnlySpan<Block> blocks, Levels levels)
    {
        foreach (Block block in blocks)
            if (block.Memory == Memory.Workspace && levels.IsLive(block)) block.Offset = code.Memory.Workspace(block.Space);
        foreach (Block block in blocks)
        {
            if (!levels.IsLive(block)) continue;
            if (block is ProductEntries || block is Joined { IsFilled: true }) code.Add(new Fill(new(block.Memory, block.Offset), block.Length, 0));
            if (block is not Joined joined) continue;
            if (joined.Space > joined.Length) code.Add(new Fill(new(joined.Memory, joined.Offset + joined.Length), joined.Space - joined.Length, 0));
            foreach (Piece piece in joined.Pieces)
                if (piece.IsThere) code.Add(new Fill(new(joined.Memory, joined.Offset + piece.Offset), piece.Count, ((Known)piece.Value).Number));
        }
    }

    private static void AddNumbers(CodeBuilder code, List<Step> steps, int[] kinds)
    {
        foreach (Stretch stretch in Repetition.Find(kinds))
        {
            if (stretch.Repetitions > 1) _ = new RolledLoop(code, steps, stretch);
            else
                for (int i = 0; i < stretch.Length; i++) Add(code, steps[stretch.Start + i]);
        }
    }

    private static void Add(CodeBuilder code, Step step)
    {
        switch (step)
        {
            case Operation operation:
                ImmutableArray<Operand> operands = operation.Operands(i => code.Number(operation[i]));
                code.Add(new Compute(code.Define(operation), operation.Operator, operands));
                break;
            case Piece piece:
                Operand value = code.Number(piece.Value);
                code.Add(piece.IsAdded ? new Accumulate(piece.Address, value) : new Store(piece.Address, value));
                break;
            case Called call:
                code.Add(new Invoke(call.Kernel, new(call.Memory, call.Offset, 1), [.. call.Arguments.Select(static argument => argument.Address)], call.Sizes));
                break;
        }
    }
}
