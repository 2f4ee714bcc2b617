namespace Ppl.Infer;

/// <summary>What draws say of one element of a site.</summary>
/// <param name="Site">The site's name.</param>
/// <param name="Index">The place of the element within a draw: <c>[2, 0]</c>; empty for a number.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">√(Σ (x - mean)² / (S - 1)); NaN for one draw.</param>
/// <param name="Low">The 5 % quantile.</param>
/// <param name="Median">The 50 % quantile.</param>
/// <param name="High">The 95 % quantile.</param>
public sealed record SummaryRow(string Site, Shape Index, double Mean, double StandardDeviation, double Low, double Median, double High)
{
    /// <summary>The site and, for an element of many, its place: <c>effect[2, 0]</c>.</summary>
    public string Name => Index.Rank == 0 ? Site : $"{Site}{Index}";

    /// <summary>How far these can be trusted, where the draws are those of several chains; else null.</summary>
    public ChainAccuracy? Accuracy { get; init; }

    internal static SummaryRow Of(string site, Shape index, double[] draws)
    {
        double mean = draws.Average();
        double variance = draws.Sum(x => (x - mean) * (x - mean)) / (draws.Length - 1);
        Array.Sort(draws);
        return new(site, index, mean, Math.Sqrt(variance), Quantile.Of(draws, 0.05), Quantile.Of(draws, 0.5), Quantile.Of(draws, 0.95));
    }
}
