using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>A model or a sampler held against data in pictures.</summary>
internal static class CheckPlots
{
    /// <summary>How probable it is that a curve which should stay within the band does.</summary>
    public const double Share = 0.95;

    private const int MostCurves = 50, ObservedSeries = 3, ExpectedSeries = 7;

    /// <summary>The density of the data over those of data sets that the model makes.</summary>
    /// <param name="title">Of the plot.</param>
    /// <param name="axis">What the data are.</param>
    /// <param name="observed">The data.</param>
    /// <param name="replicated">Data sets from the model; at most fifty are drawn, evenly from all.</param>
    public static Plot Overlay(string title, Axis axis, IReadOnlyList<double> observed, IReadOnlyList<double[]> replicated)
    {
        int every = Math.Max(1, (replicated.Count + MostCurves - 1) / MostCurves);
        double[][] shown = [.. replicated.Where((_, i) => i % every == 0)];
        return new Plot(title, axis, new("density", $"per unit of {axis.Name}"),
            [
                .. shown.Select((set, i) => KernelDensity.Of(i == 0 ? $"replicated, {shown.Length} data sets" : "", set) with { Series = 0, Thickness = 0.6f }),
                KernelDensity.Of("observed", observed) with { Series = ObservedSeries },
            ]);
    }

    /// <summary>
    /// The share of numbers that should be uniform which lie below p, less p: around 0 where they are. Above on the left and below on the right, too many are at the ends; below and then
    /// above, too many in the middle; all above, the numbers are too small. The band holds the whole curve of independent uniform numbers with probability <see cref="Share"/> (<see cref="EcdfBand"/>).
    /// </summary>
    /// <param name="title">Of the plot.</param>
    /// <param name="axis">p: what is to be uniform, from 0 to 1.</param>
    /// <param name="curves">How many numbers lie in each bin of equal width; as many numbers and bins in all.</param>
    public static Plot Uniformity(string title, Axis axis, params IReadOnlyList<(string Name, long[] Counts)> curves)
    {
        int bins = curves[0].Counts.Length, numbers = (int)curves[0].Counts.Sum();
        var band = EcdfBand.Of(numbers, bins, Share);
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(edge => (double)edge / bins)];
        return new Plot(title, axis, new("share below p, less p"),
            [
                new Line(FormattableString.Invariant($"expected: {100 * Share:F0} % of curves stay within"), edges, new double[bins + 1])
                { Band = (Below([0, .. band.Low, numbers]), Below([0, .. band.High, numbers])), Dashed = true, Series = ExpectedSeries },
                .. curves.Select((curve, i) => new Line(curve.Name, edges, Below(Sums(curve.Counts))) { Series = i }),
            ]);

        double[] Below(IEnumerable<int> counts) => [.. counts.Zip(edges, (count, edge) => ((double)count / numbers) - edge)];
    }

    /// <summary>How many of numbers from 0 to 1 lie in each of so many bins.</summary>
    public static long[] CountsOf(IReadOnlyList<double> probabilities, int bins)
    {
        long[] counts = new long[bins];
        foreach (double p in probabilities) counts[(int)Math.Clamp(p * bins, 0, bins - 1)]++;
        return counts;
    }

    /// <summary>0, then how many lie in the first 1, 2, … bins.</summary>
    private static IEnumerable<int> Sums(long[] counts)
    {
        int sum = 0;
        yield return sum;
        foreach (long count in counts) yield return sum += (int)count;
    }
}
