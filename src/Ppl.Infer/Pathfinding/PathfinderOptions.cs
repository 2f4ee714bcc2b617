namespace Ppl.Infer;

/// <summary>Settings of <see cref="Pathfinder"/>; the defaults are Stan's.</summary>
public sealed record PathfinderOptions
{
    /// <summary>How many paths, each from a start of its own. Default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Paths { get; init => field = McmcOptions.AtLeast(1, value, nameof(Paths)); } = 4;

    /// <summary>How many draws to make of each path's normal distribution, all of which are weighed. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int PathDraws { get; init => field = McmcOptions.AtLeast(1, value, nameof(PathDraws)); } = 1000;

    /// <summary>How many draws to choose from those of all paths, by their weights. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Draws { get; init => field = McmcOptions.AtLeast(1, value, nameof(Draws)); } = 1000;

    /// <summary>How many draws the evidence lower bound of a point of a path is estimated from. Default 25.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int ElboDraws { get; init => field = McmcOptions.AtLeast(1, value, nameof(ElboDraws)); } = 25;

    /// <summary>J: how many steps of a path to learn the curvature from. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Pairs { get; init => field = McmcOptions.AtLeast(1, value, nameof(Pairs)); } = 5;

    /// <summary>How many steps a path takes at most. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxIterations { get; init => field = McmcOptions.AtLeast(1, value, nameof(MaxIterations)); } = 1000;

    /// <summary>The norm of the gradient at which a path ends. Default 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double GradientTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(GradientTolerance)); } = 1e-8;

    /// <summary>The gradient in its own metric, gᵀΣg, relative to the log density, at which a path ends. Default 2.2e-9, 10⁷ roundings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double RelativeGradientTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(RelativeGradientTolerance)); } = 1e7 * Rounding;

    /// <summary>The change of the log density over a step at which a path ends, in nats. Default 1e-12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double DensityTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(DensityTolerance)); } = 1e-12;

    /// <summary>That change relative to the log density. Default 2.2e-12, 10⁴ roundings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double RelativeDensityTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(RelativeDensityTolerance)); } = 1e4 * Rounding;

    /// <summary>The length of a step at which a path ends. Default 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double StepTolerance { get; init => field = Optimizer.RequireNotNegative(value, nameof(StepTolerance)); } = 1e-8;

    /// <summary>How many paths run at a time, each on a thread of its own; the draws do not depend on it. Null, the default: as many as there are processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? Threads { get; init => field = value is { } threads ? McmcOptions.AtLeast(1, threads, nameof(Threads)) : null; }

    /// <summary>The seed, from which all draws follow. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where paths start. Null, the default: numbers uniform on (-2, 2) in unconstrained space. The farther out, the more of the density a path sees.</summary>
    /// <remarks>Where the density or its gradient is not finite the start is drawn anew, up to 100 times.</remarks>
    public InitialValues? Initial { get; init; }

    /// <summary>How the density of a program is computed. <see cref="Engine.Automatic"/>, the default: compiled where the program was marked <see cref="CompiledAttribute"/> and nothing else here asks for tensors.</summary>
    public Engine Engine { get; init; }

    /// <summary>Whether a density of float32 will do (<see cref="TensorDensity.Of"/>). Default false.</summary>
    public bool AllowFloat32 { get; init; }

    /// <summary>Where the program runs. Null, the default: the CPU.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>The distance from 1 to the next number.</summary>
    private const double Rounding = 2.220446049250313e-16;

    internal int ThreadsAtOnce => Math.Min(Paths, Threads ?? Environment.ProcessorCount);
}
