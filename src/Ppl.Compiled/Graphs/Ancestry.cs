namespace Ppl.Compilation;

/// <summary>The nodes that others are computed from.</summary>
internal static class Ancestry
{
    /// <summary>All nodes that these need, and they themselves, operands before what uses them.</summary>
    public static IReadOnlyList<Node> Of(params IEnumerable<Node> results)
    {
        var found = new HashSet<Node>(results);
        var open = new Stack<Node>(found);
        while (open.TryPop(out Node? node))
            foreach (Node operand in node.Operands)
                if (found.Add(operand)) open.Push(operand);
        return [.. found.OrderBy(static node => node.Id)];
    }
}
