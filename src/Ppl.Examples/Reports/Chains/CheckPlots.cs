using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>A model held against data in pictures: replications, probabilities of what was left out, ranks of what was true.</summary>
internal static class CheckPlots
{
    private const int MostCurves = 50, Places = 200;

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
                .. shown.Select((set, i) => KernelDensity.Of(i == 0 ? "replicated" : "", set) with { Series = 0, Thickness = 0.6f }),
                KernelDensity.Of("observed", observed) with { Series = 3 },
            ]);
    }

    /// <summary>
    /// The share of probabilities of the observations, each given the others, that lie below p, less p: 0 for a model that is calibrated (Gelman and others 2013, section
    /// 6.3; Säilynoja, Bürkner and Vehtari 2022). The band is where the curve of independent uniform numbers lies at 99 of 100 places.
    /// </summary>
    public static Plot LeaveOneOut(IReadOnlyList<double> probabilities)
    {
        double[] sorted = [.. probabilities.Order()];
        double[] places = [.. Enumerable.Range(0, Places + 1).Select(i => (double)i / Places)];
        double[] below = [.. places.Select(p => (sorted.EmpiricalCDF(p)) - p)];
        double[] End(double share) => [.. places.Select(p => p is 0 or 1 ? 0 : ((double)BinomialBand.Quantile(share, sorted.Length, p) / sorted.Length) - p)];
        return new Plot("Probabilities of observations given the others", new("probability"), new("share below, less the probability"),
            new Line("expected", places, new double[places.Length]) { Band = (End(0.005), End(0.995)), Dashed = true, Series = 7 },
            new Line("found", places, below) { Series = 0 });
    }

    /// <summary>
    /// Ranks of true values among draws of their posterior, in bins: even for a sampler that is right (Talts, Betancourt, Simpson, Vehtari and Gelman 2018).
    /// </summary>
    /// <param name="name">Of the quantity.</param>
    /// <param name="ranks">From 0 to <paramref name="draws"/>.</param>
    /// <param name="draws">How many draws each true value was ranked among.</param>
    /// <param name="bins">Divides the number of ranks that there can be.</param>
    public static Plot TrueRanks(string name, IReadOnlyList<int> ranks, int draws, int bins)
    {
        if ((draws + 1) % bins != 0) throw new ArgumentException($"{draws + 1} ranks do not fall evenly into {bins} bins.", nameof(bins));
        int width = (draws + 1) / bins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(bin => (double)bin * width)], counts = new double[bins];
        foreach (int rank in ranks) counts[rank / width]++;
        return new Plot($"Ranks of the true {name}", new("rank among the draws") { Counts = true }, new("replications") { Counts = true },
            new Bars("found", edges, counts) { Series = 0 }, BinomialBand.Of("expected", edges, ranks.Count, 1.0 / bins));
    }
}
