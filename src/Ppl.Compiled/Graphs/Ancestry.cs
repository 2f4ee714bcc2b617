namespace Ppl.Compilation;

/// <summary>The nodes that others are computed from.</summary>
internal static class Ancestry
{
    /// <summary>All nodes that these need, and they themselves, operands before what uses them.</summary>
    public static IReadOnlyList<Node> Of(params IEnumerable<Node> results)
    {
        Node[] last = [.. results];
        var byId = new Node?[last.Select(static node => node.Id + 1).DefaultIfEmpty(0).Max()];
        foreach (Node node in last) byId[node.Id] = node;
        // Operands have smaller numbers: each node is met after all that use it.
        for (int id = byId.Length - 1; id >= 0; id--)
            if (byId[id] is { } node)
                foreach (Node operand in node.Operands) byId[operand.Id] = operand;
        return [.. byId.OfType<Node>()];
    }
}
