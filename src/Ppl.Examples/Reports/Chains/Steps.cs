namespace Ppl.Examples;

/// <summary>The outline of bars: several histograms in one plot stay apart.</summary>
internal static class Steps
{
    /// <summary>A height between each two edges.</summary>
    public static Line Of(string name, IReadOnlyList<double> edges, IReadOnlyList<double> heights) => new(name,
        [.. heights.SelectMany((_, bin) => new[] { edges[bin], edges[bin + 1] })], [.. heights.SelectMany(height => new[] { height, height })]);
}
