namespace Ppl.Compilation;

/// <summary>Computes nodes one after another, without regard to speed: what compiled code is compared with.</summary>
internal static class GraphInterpreter
{
    /// <summary>The elements of a node at a point, row by row.</summary>
    /// <param name="node">The node.</param>
    /// <param name="point">As many numbers as the graph's <see cref="Point"/> has.</param>
    public static double[] Evaluate(Node node, ReadOnlySpan<double> point) => Evaluate([node], point)[0];

    /// <inheritdoc cref="Evaluate(Node, ReadOnlySpan{double})"/>
    /// <param name="results">The nodes.</param>
    /// <param name="point">As many numbers as the graph's <see cref="Point"/> has.</param>
    public static double[][] Evaluate(IReadOnlyList<Node> results, ReadOnlySpan<double> point)
    {
        var values = new Dictionary<Node, double[]>();
        foreach (Node node in Ancestry.Of(results))
        {
            if (node is not Point place)
            {
                values[node] = NodeValue.Of(node, operand => values[operand]);
                continue;
            }
            if (point.Length != place.Count) throw new ArgumentException($"a point of {point.Length} numbers for {place.Count} dims", nameof(point));
            values[node] = point.ToArray();
        }
        return [.. results.Select(node => values[node])];
    }
}
