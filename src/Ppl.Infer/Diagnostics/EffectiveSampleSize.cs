using MathNet.Numerics.Statistics;

namespace Ppl.Infer;

/// <summary>
/// How many independent draws would tell as much as these of Markov chains (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, section 3): one
/// number for each question that is asked of them.
/// </summary>
/// <remarks>
/// <para>Chains are given as one array each, of equal lengths, without warm-up, and are split into halves. S draws in all count as S / τ,
/// τ = -1 + 2 Σ_{t &lt; T} ρ_t + ρ_T⁺, where ρ_t = 1 - (W - mean autocovariance at lag t) / var⁺ joins all chains, and the sum is Geyer's (1992): pairs
/// ρ_2k + ρ_2k+1 as long as they are positive, none larger than the one before it; T is the first lag of the pair at which that ends. Chains that balance
/// each other out have more than S; τ is at least 1 / log10 S.</para>
/// <para>NaN where <see cref="ChainFlaw"/> tells why, and where what is looked at is the same for all draws: no draw lies above a quantile, say.</para>
/// </remarks>
public static class EffectiveSampleSize
{
    /// <summary>Of normal scores of ranks: how well the bulk of the distribution is known, whether it has moments or not. At least 100 a chain are wanted.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Bulk(IReadOnlyList<double[]> chains) =>
        ChainFlaw.Of(chains) is null ? OfHalves(ChainArrays.RankNormalized(ChainArrays.Halves(chains))) : double.NaN;

    /// <summary>The smaller of those of the 5 % and the 95 % quantile.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Tail(IReadOnlyList<double[]> chains) => Math.Min(Quantile(chains, 0.05), Quantile(chains, 0.95));

    /// <summary>Of the p quantile: of whether a draw is at most that (section 3.3).</summary>
    /// <param name="chains">The draws of one number, an array for each chain.</param>
    /// <param name="p">From 0 to 1.</param>
    /// <exception cref="ArgumentException">There is no draw, the chains differ in length, or p is no probability.</exception>
    public static double Quantile(IReadOnlyList<double[]> chains, double p)
    {
        Infer.Quantile.Require(p);
        return ChainFlaw.Of(chains) is null ? Mean(ChainArrays.BelowQuantile(chains, p)) : double.NaN;
    }

    /// <summary>Of the mean.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double Mean(IReadOnlyList<double[]> chains) => ChainFlaw.Of(chains) is null ? OfHalves(ChainArrays.Halves(chains)) : double.NaN;

    /// <summary>Of the standard deviation: of the distance from the mean of all.</summary>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static double StandardDeviation(IReadOnlyList<double[]> chains)
    {
        if (ChainFlaw.Of(chains) is not null) return double.NaN;
        double mean = ChainArrays.Pooled(chains).Mean();
        return Mean(ChainArrays.Map(chains, x => Math.Abs(x - mean)));
    }

    private static double OfHalves(double[][] chains)
    {
        if (ChainFlaw.IsConstant(chains)) return double.NaN;
        double draws = (double)chains.Length * chains[0].Length;
        return draws / Math.Max(AutocorrelationTime(chains), 1 / Math.Log10(draws));
    }

    /// <summary>τ.</summary>
    private static double AutocorrelationTime(double[][] chains)
    {
        double[] correlations = Autocorrelations(chains);
        double Pair(int t) => correlations[t] + correlations[t + 1];

        int last = 0;
        while (last < correlations.Length - 5 && Pair(last) > 0) last += 2;
        // Where the very first pair is not positive, or there is no second, ρ_0 stands for the sum, as in Stan and in posterior.
        double sum = last == 0 ? 1 : 0, smallest = double.PositiveInfinity;
        for (int t = 0; t < last; t += 2)
        {
            smallest = Math.Min(smallest, Pair(t));
            sum += smallest;
        }
        return -1 + (2 * sum) + (correlations[last] > 0 || Pair(last) >= 0 ? correlations[last] : 0);
    }

    /// <summary>ρ_t = 1 - (W - mean autocovariance at lag t) / var⁺, W with n - 1 and var⁺ = (n - 1)/n W + the variance of the chains' means.</summary>
    private static double[] Autocorrelations(double[][] chains)
    {
        double n = chains[0].Length;
        double[][] covariances = [.. chains.Select(Autocovariance.Of)];
        double[] means = [.. Enumerable.Range(0, chains[0].Length).Select(lag => covariances.Average(chain => chain[lag]))];
        double within = means[0] * n / (n - 1);
        double total = means[0] + (chains.Length > 1 ? chains.Select(chain => chain.Mean()).Variance() : 0);
        double[] correlations = Array.ConvertAll(means, mean => 1 - ((within - mean) / total));
        correlations[0] = 1;
        return correlations;
    }
}
