namespace Ppl.Infer;

/// <summary>What samplers tell of each draw: tables by chain and draw.</summary>
public sealed class SamplerStatistics
{
    /// <summary>The log density in unconstrained space, up to the constants that the program leaves out, in nats.</summary>
    public required double[][] LogDensity { get; init; }

    /// <summary>H = -log density + ½ pᵀ M⁻¹ p, in nats: that of the draw with the momentum that came with it.</summary>
    public required double[][] Energy { get; init; }

    /// <summary>The mean probability of acceptance of the points that were tried.</summary>
    public required double[][] Acceptance { get; init; }

    /// <summary>The step size.</summary>
    public required double[][] StepSize { get; init; }

    /// <summary>Whether the step was given up because the energy rose too much: the density bends more sharply there than the steps can follow.</summary>
    public required bool[][] IsDivergent { get; init; }

    /// <summary>How many times the trajectory doubled; 0 where trajectories do not.</summary>
    public required int[][] Depth { get; init; }

    /// <summary>How many evaluations of the density and its gradient the step took.</summary>
    public required int[][] Leapfrogs { get; init; }

    /// <summary>The <see cref="Depth"/> at which trajectories were stopped; null where there was no such limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>How many draws were divergent.</summary>
    public int Divergences => IsDivergent.Sum(chain => chain.Count(isDivergent => isDivergent));

    /// <exception cref="ArgumentException">A table has not a number for each draw of each chain.</exception>
    internal void RequireOf(Samples samples)
    {
        int draws = samples.Draws / samples.Chains;
        foreach (Array[] table in new Array[][] { LogDensity, Energy, Acceptance, StepSize, IsDivergent, Depth, Leapfrogs })
            if (table.Length != samples.Chains || table.Any(chain => chain.Length != draws))
                throw new ArgumentException($"The statistics are not those of {samples.Chains} chain(s) of {draws} draws.");
    }
}
