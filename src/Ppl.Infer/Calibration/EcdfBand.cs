using System.Collections.Immutable;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ppl.Infer;

/// <summary>
/// A band that holds the whole empirical distribution function of n ranks, if they are uniform, with a stated probability (Säilynoja, Bürkner and Vehtari 2022, "Graphical test
/// for discrete uniformity and its applications in goodness-of-fit evaluation and multiple sample comparison", section 2).
/// </summary>
/// <remarks>
/// At each edge of the bins the number of ranks below is binomial; the band takes away the same probability at each, as much as leaves all of them within it at once
/// with the probability asked for. That probability is summed exactly from edge to edge: given the number below one edge, the number below the next is binomial too.
/// </remarks>
/// <param name="Low">The least number of ranks in the first 1, 2, … bins.</param>
/// <param name="High">The largest number of ranks in the first 1, 2, … bins.</param>
/// <param name="Coverage">How probable it is that all are within, exactly.</param>
public sealed record EcdfBand(ImmutableArray<int> Low, ImmutableArray<int> High, double Coverage)
{
    private const int Halvings = 40;

    /// <summary>The narrowest such band.</summary>
    /// <param name="ranks">n.</param>
    /// <param name="bins">How many bins of equal width.</param>
    /// <param name="coverage">How probable it is to be that all are within, at least.</param>
    public static EcdfBand Of(int ranks, int bins, double coverage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ranks);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        if (coverage is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A probability between 0 and 1 is needed.");
        double[] logFactorials = [.. Enumerable.Range(0, ranks + 1).Select(SpecialFunctions.FactorialLn)];
        EcdfBand best = At(ranks, bins, (1 - coverage) / bins, logFactorials);
        double low = Math.Log((1 - coverage) / bins), high = Math.Log(1 - coverage);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            EcdfBand band = At(ranks, bins, Math.Exp(middle), logFactorials);
            if (band.Coverage >= coverage) (low, best) = (middle, band);
            else high = middle;
        }
        return best;
    }

    /// <summary>The first edge at which counts leave the band; null where they stay within.</summary>
    /// <param name="counts">How many ranks are in each bin.</param>
    public int? Leaves(ReadOnlySpan<long> counts)
    {
        if (counts.Length != Low.Length + 1) throw new ArgumentException($"{counts.Length} bins beside a band of {Low.Length + 1}.", nameof(counts));
        long below = 0;
        for (int edge = 0; edge < Low.Length; edge++)
        {
            below += counts[edge];
            if (below < Low[edge] || below > High[edge]) return edge;
        }
        return null;
    }

    /// <summary>The band that takes away at most <paramref name="outside"/> / 2 at each end of each edge, and its coverage.</summary>
    private static EcdfBand At(int ranks, int bins, double outside, double[] logFactorials)
    {
        int[] low = new int[bins - 1], high = new int[bins - 1];
        for (int edge = 0; edge < low.Length; edge++)
        {
            var below = new Binomial((edge + 1.0) / bins, ranks);
            low[edge] = First(count => below.CumulativeDistribution(count) > outside / 2);
            high[edge] = First(count => 1 - below.CumulativeDistribution(count) <= outside / 2);
        }
        return new([.. low], [.. high], CoverageOf(ranks, low, high, logFactorials));

        int First(Func<int, bool> holds)
        {
            (int from, int to) = (0, ranks);
            while (from < to)
            {
                int middle = (from + to) / 2;
                if (holds(middle)) to = middle;
                else from = middle + 1;
            }
            return from;
        }
    }

    /// <summary>P(all counts within): from each number below an edge to each number below the next.</summary>
    private static double CoverageOf(int ranks, int[] low, int[] high, double[] logFactorials)
    {
        double[] reached = new double[ranks + 1];
        reached[0] = 1;
        for (int edge = 0; edge < low.Length; edge++)
        {
            double[] next = new double[ranks + 1];
            double share = 1.0 / (low.Length + 1 - edge), logIn = Math.Log(share), logOut = Math.Log(1 - share);
            for (int from = edge == 0 ? 0 : low[edge - 1]; from <= (edge == 0 ? 0 : high[edge - 1]); from++)
                for (int to = Math.Max(from, low[edge]); to <= high[edge]; to++)
                    next[to] += reached[from] * Math.Exp(logFactorials[ranks - from] - logFactorials[to - from] - logFactorials[ranks - to] + ((to - from) * logIn) + ((ranks - to) * logOut));
            reached = next;
        }
        return reached.Sum();
    }
}
