using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ppl.Infer;

/// <summary>
/// The standard errors of what draws of Markov chains estimate: how far a mean, a standard deviation or a quantile of them would move if all were run anew.
/// </summary>
/// <remarks>Chains are given as one array each, of equal lengths, without warm-up. NaN where <see cref="ChainFlaw"/> tells why.</remarks>
public static class MonteCarloError
{
    /// <summary>Of the mean: the standard deviation over the root of <see cref="EffectiveSampleSize.Mean"/>.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Mean(IReadOnlyList<double[]> chains) => ChainArrays.Pooled(chains).StandardDeviation() / Math.Sqrt(EffectiveSampleSize.Mean(chains));

    /// <summary>
    /// Of the standard deviation, without assuming normality: √((m₄ - m₂²) / N / (4 m₂)) with central moments m and the effective sample size N of
    /// (x - mean)² (Kenney and Keeping 1951, p. 141).
    /// </summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double StandardDeviation(IReadOnlyList<double[]> chains)
    {
        if (ChainFlaw.Of(chains) is not null) return double.NaN;
        double mean = ChainArrays.Pooled(chains).Mean();
        double[][] squares = ChainArrays.Map(chains, x => (x - mean) * (x - mean));
        double second = ChainArrays.Pooled(squares).Mean(), fourth = ChainArrays.Pooled(squares).Select(square => square * square).Mean();
        return Math.Sqrt((fourth - (second * second)) / EffectiveSampleSize.Mean(squares) / second / 4);
    }

    /// <summary>
    /// Of the p quantile: half the distance between the order statistics at the 16 % and 84 % points of Beta(N p + 1, N (1 - p) + 1), N that of
    /// <see cref="EffectiveSampleSize.Quantile"/> (Vehtari et al. 2021, section 3.4).
    /// </summary>
    /// <param name="chains">The draws of one number, an array for each chain.</param>
    /// <param name="p">From 0 to 1.</param>
    /// <exception cref="ArgumentException">There is no draw, the chains differ in length, or p is no probability.</exception>
    public static double Quantile(IReadOnlyList<double[]> chains, double p)
    {
        double effective = EffectiveSampleSize.Quantile(chains, p);
        if (double.IsNaN(effective)) return double.NaN;
        double[] sorted = ChainArrays.Sorted(chains);
        double Place(double share) => sorted.Length * Beta.InvCDF((effective * p) + 1, (effective * (1 - p)) + 1, share);
        int low = Math.Max((int)Math.Floor(Place(Normal.CDF(0, 1, -1))), 1), high = Math.Min((int)Math.Ceiling(Place(Normal.CDF(0, 1, 1))), sorted.Length);
        return (sorted[high - 1] - sorted[low - 1]) / 2;
    }
}
