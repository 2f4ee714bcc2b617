namespace Ppl.Infer;

/// <summary>What samplers tell of each draw: tables by chain and draw.</summary>
public sealed class SamplerStatistics
{
    /// <summary>The log density in unconstrained space, up to the constants that the program leaves out, in nats.</summary>
    public required double[][] LogDensity { get; init; }

    /// <summary>H = -log density + ½ pᵀ M⁻¹ p, in nats: that of the draw with the momentum that came with it.</summary>
    public required double[][] Energy { get; init; }

    /// <summary>The mean probability of acceptance of the points that <see cref="McmcOptions.Kernel"/> tried.</summary>
    public required double[][] Acceptance { get; init; }

    /// <summary>The step size of <see cref="McmcOptions.Kernel"/>.</summary>
    public required double[][] StepSize { get; init; }

    /// <summary>
    /// Whether the step, of a block or of what the blocks leave, was given up because the energy rose too much: the density bends more sharply there than the steps can follow.
    /// </summary>
    public required bool[][] IsDivergent { get; init; }

    /// <summary>How many times the trajectory doubled (<see cref="Nuts"/>); 0 with other kernels.</summary>
    public required int[][] Depth { get; init; }

    /// <summary>How many evaluations of the density and its gradient the step took, those of the blocks included.</summary>
    public required int[][] Leapfrogs { get; init; }

    /// <summary>The <see cref="Depth"/> at which trajectories were stopped; null where there was no such limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>What the kernel of each of <see cref="McmcOptions.Blocks"/> told of its own steps, in their order; log density and energy are those at the end of such a step.</summary>
    public IReadOnlyList<SamplerStatistics> Blocks { get; init; } = [];

    /// <summary>How many draws were divergent.</summary>
    public int Divergences => IsDivergent.Sum(chain => chain.Count(isDivergent => isDivergent));

    /// <summary>What so many draws of each chain told.</summary>
    /// <param name="chains">What the chains have kept.</param>
    /// <param name="draws">How many draws of each.</param>
    /// <param name="kernels">Those of the blocks, and then of what they leave.</param>
    internal static SamplerStatistics Of(IReadOnlyList<ChainRecord> chains, int draws, params IReadOnlyList<Kernel> kernels)
    {
        return new()
        {
            LogDensity = Table(chain => chain.LogDensity),
            Energy = Table(chain => chain.Energy),
            Acceptance = Table(chain => chain.Acceptance),
            StepSize = Table(chain => chain.StepSize),
            IsDivergent = Table(chain => chain.IsDivergent),
            Depth = Table(chain => chain.Depth),
            Leapfrogs = Table(chain => chain.Leapfrogs),
            MaxDepth = kernels[^1].MaxDepth,
            Blocks = [.. Enumerable.Range(0, kernels.Count - 1).Select(i => Of([.. chains.Select(chain => chain.Blocks[i])], draws, kernels[i]))],
        };

        T[][] Table<T>(Func<ChainRecord, T[]> column) => [.. chains.Select(chain => column(chain)[..draws])];
    }

    /// <summary>What one run told, and then another that went on.</summary>
    internal SamplerStatistics Then(SamplerStatistics later)
    {
        return new()
        {
            LogDensity = Table(told => told.LogDensity),
            Energy = Table(told => told.Energy),
            Acceptance = Table(told => told.Acceptance),
            StepSize = Table(told => told.StepSize),
            IsDivergent = Table(told => told.IsDivergent),
            Depth = Table(told => told.Depth),
            Leapfrogs = Table(told => told.Leapfrogs),
            MaxDepth = later.MaxDepth,
            Blocks = [.. Blocks.Zip(later.Blocks, (a, b) => a.Then(b))],
        };

        T[][] Table<T>(Func<SamplerStatistics, T[][]> table) => [.. table(this).Zip(table(later), (a, b) => (T[])[.. a, .. b])];
    }

    /// <exception cref="ArgumentException">A table has not a number for each draw of each chain.</exception>
    internal void RequireOf(Samples samples)
    {
        int draws = samples.Draws / samples.Chains;
        foreach (SamplerStatistics block in Blocks) block.RequireOf(samples);
        foreach (Array[] table in new Array[][] { LogDensity, Energy, Acceptance, StepSize, IsDivergent, Depth, Leapfrogs })
            if (table.Length != samples.Chains || table.Any(chain => chain.Length != draws))
                throw new ArgumentException($"The statistics are not those of {samples.Chains} chain(s) of {draws} draws.");
    }
}
