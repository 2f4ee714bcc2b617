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

    /// <summary>What one run told, and then another that went on.</summary>
    internal SamplerStatistics(SamplerStatistics first, SamplerStatistics then)
    {
        LogDensity = Table(told => told.LogDensity);
        Energy = Table(told => told.Energy);
        Acceptance = Table(told => told.Acceptance);
        StepSize = Table(told => told.StepSize);
        IsDivergent = Table(told => told.IsDivergent);
        Depth = Table(told => told.Depth);
        Leapfrogs = Table(told => told.Leapfrogs);

        T[][] Table<T>(Func<SamplerStatistics, T[][]> table) => [.. table(first).Zip(table(then), (a, b) => (T[])[.. a, .. b])];
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    internal SamplerStatistics(SavedState state, int chains)
    {
        LogDensity = Table("log density", x => x);
        Energy = Table("energy", x => x);
        Acceptance = Table("acceptance", x => x);
        StepSize = Table("step size", x => x);
        IsDivergent = Table("divergent", x => x != 0);
        Depth = Table("depth", x => (int)x);
        Leapfrogs = Table("leapfrogs", x => (int)x);

        T[][] Table<T>(string name, Func<double, T> number)
        {
            double[] all = state.Numbers(name);
            if (all.Length % chains != 0) throw Error.StateDiffers($"its {name} is no table of {chains} chains");
            return [.. Enumerable.Range(0, chains).Select(chain => all[(chain * (all.Length / chains))..((chain + 1) * (all.Length / chains))].Select(number).ToArray())];
        }
    }

    internal void Save(SavedState state)
    {
        state.Add("log density", [.. LogDensity.SelectMany(chain => chain)]);
        state.Add("energy", [.. Energy.SelectMany(chain => chain)]);
        state.Add("acceptance", [.. Acceptance.SelectMany(chain => chain)]);
        state.Add("step size", [.. StepSize.SelectMany(chain => chain)]);
        state.Add("divergent", [.. IsDivergent.SelectMany(chain => chain.Select(isDivergent => isDivergent ? 1.0 : 0))]);
        state.Add("depth", [.. Depth.SelectMany(chain => chain.Select(depth => (double)depth))]);
        state.Add("leapfrogs", [.. Leapfrogs.SelectMany(chain => chain.Select(leapfrogs => (double)leapfrogs))]);
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
