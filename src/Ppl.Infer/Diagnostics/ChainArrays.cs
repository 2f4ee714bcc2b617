using MathNet.Numerics.Distributions;

namespace Ppl.Infer;

/// <summary>What the diagnostics make of the chains of one number: halves, ranks, folds, indicators.</summary>
internal static class ChainArrays
{
    /// <exception cref="ArgumentException">There is no chain, none has a draw, or their lengths differ.</exception>
    public static void Require(IReadOnlyList<double[]> chains)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0 || chains[0].Length == 0) throw new ArgumentException("There are no draws.", nameof(chains));
        foreach (double[] chain in chains)
            if (chain.Length != chains[0].Length) throw new ArgumentException($"A chain of {chain.Length} draws beside one of {chains[0].Length}.", nameof(chains));
    }

    /// <summary>All draws, one chain after another.</summary>
    public static double[] Pooled(IReadOnlyList<double[]> chains) => [.. chains.SelectMany(chain => chain)];

    /// <summary>The first and the last half of each chain, so that a drift within a chain shows as one between chains; the middle of an odd number is left out.</summary>
    public static double[][] Halves(IReadOnlyList<double[]> chains)
    {
        int half = chains[0].Length / 2;
        return half == 0 ? [.. chains] : [.. chains.Select(chain => chain[..half]), .. chains.Select(chain => chain[^half..])];
    }

    /// <summary>Φ⁻¹((r - 3/8) / (S + 1/4)) for the rank r of each of S draws, ties sharing their mean rank (Vehtari et al. 2021, eq. 14).</summary>
    public static double[][] RankNormalized(IReadOnlyList<double[]> chains)
    {
        int length = chains[0].Length;
        double[] ranks = Ranks(Pooled(chains));
        double[] scores = [.. ranks.Select(rank => Normal.InvCDF(0, 1, (rank - 0.375) / (ranks.Length + 0.25)))];
        return [.. scores.Chunk(length)];
    }

    /// <summary>|x - median|: chains whose means agree but whose scales do not, differ here in their means.</summary>
    public static double[][] Folded(IReadOnlyList<double[]> chains)
    {
        double median = Quantile.Of(Sorted(chains), 0.5);
        return Map(chains, x => Math.Abs(x - median));
    }

    /// <summary>1 where a draw is at most the p quantile of all, else 0.</summary>
    public static double[][] BelowQuantile(IReadOnlyList<double[]> chains, double p)
    {
        double quantile = Quantile.Of(Sorted(chains), p);
        return Map(chains, x => x <= quantile ? 1 : 0);
    }

    public static double[][] Map(IReadOnlyList<double[]> chains, Func<double, double> f) => [.. chains.Select(chain => Array.ConvertAll(chain, x => f(x)))];

    public static double[] Sorted(IReadOnlyList<double[]> chains)
    {
        double[] all = Pooled(chains);
        Array.Sort(all);
        return all;
    }

    /// <summary>1 for the smallest, S for the largest; equal numbers share the mean of their places.</summary>
    private static double[] Ranks(double[] numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort([.. numbers], order);
        double[] ranks = new double[numbers.Length];
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && numbers[order[end]] == numbers[order[first]]; end++) { }
            for (int i = first; i < end; i++) ranks[order[i]] = (first + end + 1) / 2.0;
        }
        return ranks;
    }
}
