namespace Ppl.Compilation;

/// <summary>The nodes that others are computed from.</summary>
internal static class Ancestry
{
    /// <summary>All nodes that these need, and they themselves, operands before what uses them.</summary>
    public static IReadOnlyList<Node> Of(params IEnumerable<Node> results)
    {
        Node[] last = [.. results];
        int numbers = 0, count = 0;
        foreach (Node node in last) numbers = Math.Max(numbers, node.Id + 1);
        // Spans, unlike arrays of an abstract class, do not look at the class of what is put into them.
        Span<Node?> byId = new Node?[numbers];
        foreach (Node node in last) byId[node.Id] = node;
        // Operands have smaller numbers: each node is met after all that use it.
        for (int id = byId.Length - 1; id >= 0; id--)
        {
            if (byId[id] is not { } node) continue;
            count++;
            foreach (Node operand in node.Operands) byId[operand.Id] = operand;
        }
        var nodes = new Node[count];
        Span<Node> found = nodes;
        for (int id = byId.Length - 1; id >= 0; id--)
            if (byId[id] is { } node) found[--count] = node;
        return nodes;
    }
}
