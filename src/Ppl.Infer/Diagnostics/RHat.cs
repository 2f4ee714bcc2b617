using MathNet.Numerics.Statistics;

namespace Ppl.Infer;

/// <summary>
/// R-hat: how much wider all chains together are than each by itself, 1 where they agree. Rank-normalised and split (Vehtari, Gelman, Simpson,
/// Carpenter and Bürkner 2021, "Rank-normalization, folding, and localization: an improved R-hat"); draws are good below 1.01.
/// </summary>
/// <remarks>
/// Chains are given as one array each, of equal lengths, without warm-up. With n draws in each half-chain, B n times the variance of their means and W
/// the mean of their variances, R-hat = √((n - 1)/n + B / (n W)). It needs neither a mean nor a variance of the quantity: it looks at normal scores
/// of ranks. NaN where <see cref="ChainFlaw"/> tells why; +∞ where half-chains stand still at different places.
/// </remarks>
public static class RHat
{
    /// <summary>The larger of <see cref="Bulk"/> and <see cref="Folded"/>; the former where there is no latter.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Of(IReadOnlyList<double[]> chains)
    {
        double bulk = Bulk(chains), folded = Folded(chains);
        return double.IsNaN(folded) ? bulk : Math.Max(bulk, folded);
    }

    /// <summary>R-hat of the ranks: it sees chains that sit in different places.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Bulk(IReadOnlyList<double[]> chains) =>
        ChainFlaw.Of(chains) is null ? Ratio(ChainArrays.RankNormalized(ChainArrays.Halves(chains))) : double.NaN;

    /// <summary>R-hat of the ranks of |x - median|: it sees chains of different widths. NaN where all draws are equally far from the median.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Folded(IReadOnlyList<double[]> chains) => ChainFlaw.Of(chains) is null ? Bulk(ChainArrays.Folded(chains)) : double.NaN;

    /// <summary>√((n - 1)/n + B / (n W)).</summary>
    private static double Ratio(double[][] chains)
    {
        double n = chains[0].Length;
        double within = chains.Average(Variance), between = chains.Select(chain => chain.Mean()).Variance();
        return Math.Sqrt(((n - 1) / n) + (between / within));
    }

    /// <summary>Of a chain that stands still it is 0 without rounding.</summary>
    private static double Variance(double[] chain) => Array.TrueForAll(chain, x => x == chain[0]) ? 0 : chain.Variance();
}
