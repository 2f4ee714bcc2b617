using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// Statements that become one method: the compiler gives up on long ones, and so a loop with formulas in place has one to itself. Registers that others of them need travel through
/// the workspace.
/// </summary>
/// <param name="Statements">In order.</param>
/// <param name="Arriving">Registers that an earlier chunk has set and this one reads.</param>
/// <param name="Leaving">Registers that this chunk sets and a later one reads.</param>
internal sealed record Chunk(ImmutableArray<Statement> Statements, ImmutableArray<int> Arriving, ImmutableArray<int> Leaving)
{
    private const int Longest = 250;

    /// <summary>Cuts the statements of a function, whose vectors are to be so wide, into chunks, at least one.</summary>
    public static ImmutableArray<Chunk> Cut(Code code, VectorWidth width)
    {
        List<List<Statement>> pieces = [[]];
        int length = 0;
        foreach (Statement statement in code.Statements)
        {
            int more = statement is Loop loop ? LoopShape.IsHot(loop, width) ? Longest : 1 + loop.Body.Length : 1;
            if (length > 0 && length + more > Longest)
            {
                pieces.Add([]);
                length = 0;
            }
            pieces[^1].Add(statement);
            length += more;
        }
        return pieces.Count == 1 ? [new Chunk(code.Statements, [], [])] : Linked(pieces, code.Value);
    }

    /// <summary>Pieces with the registers that travel between them.</summary>
    private static ImmutableArray<Chunk> Linked(List<List<Statement>> pieces, Operand result)
    {
        HashSet<int>[] set = [.. pieces.Select(piece => SetBy(piece))], read = [.. pieces.Select(ReadBy)];
        if (result is Register value) read[^1].Add(value.Number);
        Dictionary<int, int> firstSet = [], lastRead = [];
        for (int i = 0; i < set.Length; i++)
        {
            foreach (int register in set[i]) firstSet.TryAdd(register, i);
            foreach (int register in read[i]) lastRead[register] = i;
        }
        return
        [
            .. pieces.Select((piece, i) => new Chunk(
                [.. piece],
                [.. read[i].Where(register => firstSet.GetValueOrDefault(register, i) < i).Order()],
                [.. set[i].Where(register => lastRead.GetValueOrDefault(register, i) > i).Order()])),
        ];
    }

    /// <summary>Registers that hold one number and are set by statements.</summary>
    private static HashSet<int> SetBy(IEnumerable<Statement> statements)
    {
        HashSet<int> registers = [];
        foreach (Statement statement in statements)
        {
            if (Dataflow.TargetOf(statement) is { } target) registers.Add(target.Number);
            else if (statement is Reduce reduce) registers.Add(reduce.Total.Number);
            else if (statement is Loop loop) registers.UnionWith(SetBy(loop.IsVector ? loop.Body.Where(part => part is Reduce) : loop.Body));
        }
        return registers;
    }

    private static HashSet<int> ReadBy(IEnumerable<Statement> statements)
    {
        HashSet<int> registers = [];
        foreach (Statement statement in statements)
        {
            if (statement is Loop loop) registers.UnionWith(ReadBy(loop.Body));
            else foreach (Operand operand in Dataflow.OperandsOf(statement)) if (operand is Register register) registers.Add(register.Number);
        }
        return registers;
    }
}
