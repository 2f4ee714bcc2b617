using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>The draws of Markov chains in pictures. Chains are as long as each other; the first dimension is theirs.</summary>
internal static class ChainPlots
{
    private const double Half = 0.5, Most = 0.9;
    private const int Bins = 20, RowHeight = 24;

    /// <summary>The draws in their order: chains that mix lie over one another and have no trend.</summary>
    public static Plot Traces(string name, IReadOnlyList<double[]> chains) => new($"Trace of {name}", new("draw") { Counts = true }, new(name),
        [.. chains.Select((chain, i) => new Line(ChainName(i, chains), Numbers(chain.Length), chain) { Thickness = 0.8f })]);

    /// <summary>
    /// The ranks of each chain's draws among those of all chains, in bins: even for chains that draw from one distribution (Vehtari, Gelman, Simpson, Carpenter and
    /// Bürkner 2021). The band is where 99 of 100 bins of independent draws lie.
    /// </summary>
    public static Plot Ranks(string name, IReadOnlyList<double[]> chains)
    {
        int draws = chains[0].Length, total = chains.Count * draws;
        double[] ranks = [.. chains.SelectMany(chain => chain).Ranks(RankDefinition.First)];
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(bin => (double)total * bin / Bins)];
        return new Plot($"Ranks of {name}", new("rank among all draws") { Counts = true }, new("draws") { Counts = true },
            [
                BinomialBand.Of("expected", edges, draws, 1.0 / Bins),
                .. chains.Select((_, i) => Steps.Of(ChainName(i, chains), edges, CountsOf(ranks.AsSpan(i * draws, draws), total)) with { Series = i }),
            ]);
    }

    /// <summary>The density of the draws, chain by chain.</summary>
    public static Plot Densities(string name, IReadOnlyList<double[]> chains) => new($"Density of {name}", new(name), new("density", $"per unit of {name}"),
        [.. chains.Select((chain, i) => KernelDensity.Of(ChainName(i, chains), chain))]);

    /// <summary>Medians, the middle 50 % and the middle 90 % of several quantities, the first at the top.</summary>
    public static Plot Forest(string title, Axis axis, IReadOnlyList<(string Name, double[] Draws)> quantities)
    {
        double[] places = [.. Enumerable.Range(1, quantities.Count).Select(place => (double)place).Reverse()];
        return new Plot(title, axis, new("") { Names = [.. quantities.Select(quantity => quantity.Name).Reverse()] },
            Around("50 %, and the median", Half) with { Thickness = 4, Series = 0 }, Around("90 %", Most) with { Series = 0 })
        { Height = 110 + RowHeight * quantities.Count };

        Intervals Around(string name, double share)
        {
            double[] At(double p) => [.. quantities.Select(quantity => quantity.Draws.QuantileCustom(p, QuantileDefinition.R7))];
            return new Intervals(name, At(0.5), places, At((1 - share) / 2), At((1 + share) / 2)) { Lying = true };
        }
    }

    /// <summary>Two quantities against each other, and where the sampler diverged.</summary>
    public static Plot Pair((string Name, IReadOnlyList<double[]> Chains) x, (string Name, IReadOnlyList<double[]> Chains) y, IReadOnlyList<bool[]> divergent)
    {
        return new Plot($"{y.Name} against {x.Name}", new(x.Name), new(y.Name), Where("draws", 0, isDivergent: false), Where("divergent", 3, isDivergent: true)) { Height = 430 };

        Points Where(string name, int series, bool isDivergent)
        {
            double[] Of(IReadOnlyList<double[]> chains) => [.. chains.SelectMany((chain, i) => chain.Where((_, draw) => divergent[i][draw] == isDivergent))];
            double[] shown = Of(x.Chains);
            return new Points(shown.Length == 0 ? "" : $"{name} ({shown.Length:N0})", shown, Of(y.Chains)) { Series = series };
        }
    }

    /// <summary>
    /// The marginal distribution of the energy and that of its changes: where the second is much narrower, the momenta of a step take the chain through
    /// the energies slowly (Betancourt 2016).
    /// </summary>
    public static Plot Energies(IReadOnlyList<double[]> energies)
    {
        double[] all = [.. energies.SelectMany(chain => chain)];
        double mean = all.Average();
        return new Plot("Energy", new("energy, centred", "nats"), new("density", "per nat"),
            KernelDensity.Of("of the draws", all.Select(energy => energy - mean)) with { Filled = true },
            KernelDensity.Of("of the changes from draw to draw", energies.SelectMany(chain => chain.Zip(chain.Skip(1), (before, after) => after - before))));
    }

    /// <summary>Effective sizes of the first so many draws: they grow in proportion to the draws once a chain mixes.</summary>
    /// <param name="name">Of the quantity.</param>
    /// <param name="chains">Its draws.</param>
    /// <param name="sizes">The names of the sizes, and how each is found from chains.</param>
    /// <param name="enough">The size to reach.</param>
    public static Plot EffectiveSizes(string name, IReadOnlyList<double[]> chains, IReadOnlyList<(string Name, Func<IReadOnlyList<double[]>, double> Size)> sizes, double enough)
    {
        const int Parts = 20;
        int length = chains[0].Length;
        int[] lengths = [.. Enumerable.Range(1, Parts).Select(part => part * length / Parts).Where(draws => draws >= 4).Distinct()];
        double[] draws = [.. lengths.Select(draws => (double)draws * chains.Count)];
        return new Plot($"Effective draws of {name}", new("draws of all chains") { Counts = true }, new("effective draws"),
            [
                .. sizes.Select(size => new Line(size.Name, draws, [.. lengths.Select(taken => size.Size([.. chains.Select(chain => chain[..taken])]))])),
                new Line($"{enough:N0} are enough", [0, draws.DefaultIfEmpty(1).Last()], [enough, enough]) { Dashed = true },
            ]);
    }

    /// <summary>How many ranks, from 1, lie in each bin.</summary>
    private static double[] CountsOf(ReadOnlySpan<double> ranks, int total)
    {
        double[] counts = new double[Bins];
        foreach (double rank in ranks) counts[(int)Math.Min((rank - 0.5) / total * Bins, Bins - 1)]++;
        return counts;
    }

    private static string ChainName(int number, IReadOnlyList<double[]> chains) => chains.Count == 1 ? "" : $"chain {number + 1}";

    private static double[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(number => (double)number)];
}
