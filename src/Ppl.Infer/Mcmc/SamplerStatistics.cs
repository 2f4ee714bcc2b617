namespace Ppl.Infer;

/// <summary>What samplers tell of each draw: tables by chain and draw.</summary>
public sealed class SamplerStatistics
{
    internal SamplerStatistics(IReadOnlyList<ChainRecord> chains, int draws)
    {
        LogDensity = Table(chain => chain.LogDensity);
        Energy = Table(chain => chain.Energy);
        Acceptance = Table(chain => chain.Acceptance);
        StepSize = Table(chain => chain.StepSize);
        IsDivergent = Table(chain => chain.IsDivergent);
        Depth = Table(chain => chain.Depth);
        Leapfrogs = Table(chain => chain.Leapfrogs);

        T[][] Table<T>(Func<ChainRecord, T[]> column) => [.. chains.Select(chain => column(chain)[..draws])];
    }

    /// <summary>The log density in unconstrained space, up to the constants that the program leaves out, in nats.</summary>
    public double[][] LogDensity { get; }

    /// <summary>H = -log density + ½ pᵀ M⁻¹ p, in nats: that of the draw with the momentum that came with it.</summary>
    public double[][] Energy { get; }

    /// <summary>The mean probability of acceptance of the points that were tried.</summary>
    public double[][] Acceptance { get; }

    /// <summary>The step size.</summary>
    public double[][] StepSize { get; }

    /// <summary>Whether the step was given up because the energy rose too much: the density bends more sharply there than the steps can follow.</summary>
    public bool[][] IsDivergent { get; }

    /// <summary>How many times the trajectory doubled (<see cref="Nuts"/>); 0 with other kernels.</summary>
    public int[][] Depth { get; }

    /// <summary>How many evaluations of the density and its gradient the step took.</summary>
    public int[][] Leapfrogs { get; }

    /// <summary>How many draws were divergent.</summary>
    public int Divergences => IsDivergent.Sum(chain => chain.Count(isDivergent => isDivergent));
}
