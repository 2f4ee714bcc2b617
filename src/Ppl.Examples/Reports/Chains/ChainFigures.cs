using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>The pictures of a run of NUTS, the same for every example.</summary>
internal static class ChainFigures
{
    /// <summary>So many quantities have room in a forest.</summary>
    private const int Rows = 30;

    /// <summary>Beside a standard deviation so many times as large, another cannot be seen.</summary>
    private const double Visible = 100;

    /// <summary>Trace, ranks, density and effective draws of the quantity that was drawn with most trouble; a forest of all; a pair with its divergences; the energies.</summary>
    /// <param name="run">The run.</param>
    /// <param name="x">A quantity of the pair.</param>
    /// <param name="y">The other.</param>
    /// <param name="beside">What else the pair's picture shows.</param>
    public static IEnumerable<Figure> Of(NutsRun run, string x, string y, params IReadOnlyList<Layer> beside)
    {
        Quantity slowest = run.Slowest;
        (string name, IReadOnlyList<double[]> chains) = slowest;
        Plot pair = ChainPlots.Pair((x, run[x].Chains), (y, run[y].Chains), run.Statistics.IsDivergent);
        double enough = ChainVerdict.FewestEffectiveDraws * chains.Count;
        Figure[] figures =
        [
            new("trace", ChainPlots.Traces(name, chains), $"The draws of {name}, of all quantities that with the fewest effective draws, in their order. Chains that mix lie over one another."),
            new("ranks", ChainPlots.Ranks(name, chains), $"The ranks of {name} by chain: as many in each bin for chains that draw from one distribution; the band is where 99 of 100 bins of independent draws lie."),
            new("density", ChainPlots.Densities(name, chains), $"The density of {name} by chain."),
            .. Forests(run.Quantities),
            new("pair", pair with { Layers = [.. pair.Layers, .. beside] },
                $"{y} against {x}. " + (run.Statistics.Divergences == 0 ? "No draw diverged." : "Divergent draws gather where the density bends more sharply than steps can follow.")),
            new("energy", ChainPlots.Energies(run.Statistics.Energy), "The energy of the draws, and how far a draw takes it: much narrower changes would say that the tails are reached slowly."),
            new("ess", ChainPlots.EffectiveSizes(name, chains, [("bulk", EffectiveSampleSize.Bulk), ("tail", EffectiveSampleSize.Tail)], enough),
                $"Effective draws of {name} by draws: a straight line for chains that mix."),
        ];
        return figures.Select(figure => figure with
        {
            Name = $"{run.Key}_{figure.Name}",
            Picture = figure.Picture is Plot plot ? plot with { Title = $"{plot.Title}, {run.Name}" } : figure.Picture,
        });
    }

    /// <summary>A forest of all quantities; where some are spread so little that they could not be seen beside others, one for each size.</summary>
    public static IEnumerable<Figure> Forests(IReadOnlyList<Quantity> quantities)
    {
        double[] spreads = [.. quantities.Select(quantity => quantity.Moments.Deviation)];
        bool alike = spreads.Max() <= Visible * spreads.Min();
        return quantities.Zip(spreads).GroupBy(pair => alike ? 0 : Math.Floor(Math.Log10(pair.Second)), pair => pair.First).Select((group, i) =>
        {
            Quantity[] rows = [.. group];
            return new Figure(i == 0 ? "forest" : FormattableString.Invariant($"forest_{i + 1}"),
                ChainPlots.Forest("Quantities", new("value"), [.. rows.Take(Rows).Select(quantity => (quantity.Name, quantity.Draws))]),
                (rows.Length > Rows ? $"The first {Rows} of {rows.Length} quantities" : alike ? "All quantities" : "Quantities that are spread alike") + ": medians, and where 50 % and 90 % of the draws lie.");
        });
    }
}
