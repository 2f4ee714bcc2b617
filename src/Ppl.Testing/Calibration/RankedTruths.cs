using System.Collections.Immutable;
using NUnit.Framework;

namespace Ppl.Testing;

/// <summary>Where true numbers lie among the draws of posteriors of data that were drawn from them.</summary>
/// <param name="Names">The quantities.</param>
/// <param name="Ranks">By quantity, then by replication: how many of L draws lie below the truth, from 0 to L. A tie is broken at random.</param>
/// <param name="Scores">By quantity, then by replication: (posterior mean - truth) / posterior standard deviation, of all draws.</param>
/// <param name="Draws">L.</param>
public sealed record RankedTruths(ImmutableArray<string> Names, ImmutableArray<ImmutableArray<int>> Ranks, ImmutableArray<ImmutableArray<double>> Scores, int Draws)
{
    /// <summary>How many of a quantity's ranks fall into each of so many bins of equal width.</summary>
    /// <exception cref="ArgumentException">L + 1 ranks are not that many bins of equal width.</exception>
    public long[] Counts(int quantity, int bins)
    {
        if (bins <= 0 || (Draws + 1) % bins != 0) throw new ArgumentException($"{Draws + 1} ranks are not {bins} bins of equal width.", nameof(bins));
        long[] counts = new long[bins];
        foreach (int rank in Ranks[quantity]) counts[rank * bins / (Draws + 1)]++;
        return counts;
    }

    /// <summary>Simulates, samples and ranks, one data set after another, each in a tensor scope of its own.</summary>
    internal static RankedTruths Of<TData>(Func<Rng, Simulated<TData>> simulate, Func<TData, Rng, IReadOnlyList<double[]>> posterior, CalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(simulate);
        ArgumentNullException.ThrowIfNull(posterior);
        var ranks = new List<int[]>();
        var scores = new List<double[]>();
        using var root = new Rng(options.Seed);
        for (int replication = 0; replication < options.Replications; replication++)
        {
            using TensorScope scope = TensorScope.Begin();
            using Rng simulation = root.Fork(3 * (ulong)replication), sampling = root.Fork((3 * (ulong)replication) + 1), ties = root.Fork((3 * (ulong)replication) + 2);
            Simulated<TData> simulated = simulate(simulation);
            IReadOnlyList<double[]> draws = posterior(simulated.Data, sampling);
            if (draws.Count < options.Draws) throw new ArgumentException($"The posterior gave {draws.Count} draws: {options.Draws} at least are needed.", nameof(posterior));
            int quantities = simulated.Quantities.Length;
            if (quantities == 0 || draws.Any(draw => draw.Length != quantities) || (ranks.Count > 0 && ranks[0].Length != quantities) || (options.Names is { } names && names.Count != quantities))
                throw new ArgumentException($"Truth, draws and names are not all of {quantities} quantities.", nameof(posterior));
            ranks.Add([.. Enumerable.Range(0, quantities).Select(q => Rank(Thinned(draws, q, options.Draws), simulated.Quantities[q], ties, q, replication))]);
            scores.Add([.. Enumerable.Range(0, quantities).Select(q => Score(draws, q, simulated.Quantities[q]))]);
        }
        return new(
            [.. options.Names ?? Enumerable.Range(0, ranks[0].Length).Select(q => $"quantity {q}")],
            [.. Enumerable.Range(0, ranks[0].Length).Select(q => ranks.Select(row => row[q]).ToImmutableArray())],
            [.. Enumerable.Range(0, ranks[0].Length).Select(q => scores.Select(row => row[q]).ToImmutableArray())],
            options.Draws);
    }

    private static double[] Thinned(IReadOnlyList<double[]> draws, int quantity, int count) =>
        [.. Enumerable.Range(0, count).Select(i => draws[(int)((long)i * draws.Count / count)][quantity])];

    private static int Rank(double[] draws, double truth, Rng ties, int quantity, int replication)
    {
        if (!double.IsFinite(truth) || draws.Any(double.IsNaN)) Assert.Fail($"the truth or a draw of quantity {quantity} is not a number in replication {replication}");
        int below = draws.Count(draw => draw < truth), equal = draws.Count(draw => draw == truth);
        return below + (int)ties.NextInt64(equal + 1);
    }

    private static double Score(IReadOnlyList<double[]> draws, int quantity, double truth)
    {
        double mean = draws.Average(draw => draw[quantity]);
        return (mean - truth) / Math.Sqrt(draws.Sum(draw => (draw[quantity] - mean) * (draw[quantity] - mean)) / (draws.Count - 1));
    }
}
