namespace Ppl.Infer.Tests;

/// <summary>Draws of chains for tests.</summary>
internal static class ChainZoo
{
    /// <summary>Two chains of three draws of a number, a matrix and a prediction, whose elements tell where they stand: chain, draw, row, column.</summary>
    public static SavedSamples Small { get; } = new(
        new Samples(
            new Draws("mu", [], [0.1, -2, double.NaN, 1e-300, double.NegativeInfinity, -0.0]) { Chains = 2 },
            new Draws("schools/effect", [2, 3], [.. Matrices(1), .. Matrices(2)], SiteRole.Deterministic, torch.float64) { Chains = 2 },
            new Draws("y", [1], [1, 2, 3, 4, 5, 6], SiteRole.Predicted) { Chains = 2 }),
        new SamplerStatistics
        {
            LogDensity = [[-10.5, -11.5, -12.5], [-9.5, -8.5, -7.5]],
            Energy = [[11.25, 12.25, 13.25], [10.5, 10.25, 10.125]],
            Acceptance = [[0.75, 0.85, 0.95], [1, 0.5, 0]],
            StepSize = [[0.5, 0.5, 0.5], [0.25, 0.25, 0.25]],
            IsDivergent = [[false, false, false], [false, false, true]],
            Depth = [[2, 3, 4], [2, 2, 10]],
            Leapfrogs = [[3, 7, 15], [3, 3, 1023]],
            MaxDepth = 10,
        });

    /// <summary>Chains of independent draws of mu and of two effects, unless they are changed.</summary>
    public static Samples Good(Func<int, double[], double[]>? mu = null, int chains = 4, int draws = 1000)
    {
        using var rng = new Rng(17);
        double[][] numbers = Autoregression.Chains(rng, chains, draws, 0), effects = Autoregression.Chains(rng, chains, 2 * draws, 0);
        return new Samples(
            new Draws("mu", [], [.. numbers.SelectMany((chain, i) => mu?.Invoke(i, chain) ?? chain)]) { Chains = chains },
            new Draws("effect", [2], [.. effects.SelectMany(chain => chain)]) { Chains = chains },
            new Draws("diagonal", [], [.. Enumerable.Repeat(1.0, chains * draws)], SiteRole.Deterministic) { Chains = chains },
            new Draws("y", [], [.. Enumerable.Range(0, chains * draws).Select(i => (double)(i / draws))], SiteRole.Predicted) { Chains = chains });
    }

    /// <summary>What a sampler tells of four chains of 1,000 draws of which all is well, unless it is changed.</summary>
    public static SamplerStatistics Well(Func<int, int, bool>? isDivergent = null, Func<int, int, int>? depth = null, Func<int, int, double, double>? energy = null)
    {
        using var rng = new Rng(18);
        T[][] Table<T>(Func<int, int, T> of) => [.. Enumerable.Range(0, 4).Select(chain => Enumerable.Range(0, 1000).Select(draw => of(chain, draw)).ToArray())];
        return new()
        {
            LogDensity = Table((_, _) => -3.0),
            Energy = Table((chain, draw) => rng.NextGaussian() is var normal ? energy?.Invoke(chain, draw, normal) ?? normal : 0),
            Acceptance = Table((_, _) => 0.85),
            StepSize = Table((_, _) => 0.7),
            IsDivergent = Table((chain, draw) => isDivergent?.Invoke(chain, draw) ?? false),
            Depth = Table((chain, draw) => depth?.Invoke(chain, draw) ?? 2),
            Leapfrogs = Table((_, _) => 3),
            MaxDepth = 10,
        };
    }

    private static IEnumerable<double> Matrices(int chain) =>
        Enumerable.Range(1, 3).SelectMany(draw => Enumerable.Range(1, 2).SelectMany(row => Enumerable.Range(1, 3).Select(column => (1000.0 * chain) + (100 * draw) + (10 * row) + column)));
}
