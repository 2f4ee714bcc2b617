namespace Ppl.Infer;

/// <summary>Settings of <see cref="Mcmc"/>; the defaults are Stan's.</summary>
public sealed record McmcOptions
{
    /// <summary>How many draws to keep of each chain. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Draws { get; init => field = AtLeast(1, value, nameof(Draws)); } = 1000;

    /// <summary>How many steps come first, to find the target and adapt to it; nothing is kept of them. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Warmup { get; init => field = AtLeast(0, value, nameof(Warmup)); } = 1000;

    /// <summary>How many chains, each from a start of its own. Default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Chains { get; init => field = AtLeast(1, value, nameof(Chains)); } = 4;

    /// <summary>How many chains run at a time, each on a thread of its own; the draws do not depend on it. Null, the default: as many as there are processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? Threads { get; init => field = value is { } threads ? AtLeast(1, threads, nameof(Threads)) : null; }

    /// <summary>
    /// Whether all chains move in lockstep, on one thread, in one run of the program side by side: many chains cost little more than one. For programs that broadcast; not with
    /// <see cref="Gibbs"/>. Default false.
    /// </summary>
    public bool Vectorize { get; init; }

    /// <summary>The seed, from which all draws follow. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How a chain gets from a draw to the next. Default <see cref="Nuts"/>.</summary>
    public Kernel Kernel { get; init; } = new Nuts();

    /// <summary>
    /// Continuous latents that move by kernels of their own, block by block, in each step before <see cref="Kernel"/>, which moves the rest: at least one latent. Default: none.
    /// </summary>
    /// <remarks>
    /// For a latent that a gradient does not help, or whose scale would shorten the steps of all. Latents that lean on each other belong together: moved one after another, each goes no farther than
    /// the others let it. <see cref="SamplerStatistics.Blocks"/> and <see cref="ChainTuning.Blocks"/> tell of them in this order.
    /// </remarks>
    public IReadOnlyList<KernelBlock> Blocks { get; init; } = [];

    /// <summary>
    /// Discrete latents that are drawn, each given all else (Geman and Geman 1984), in each step before <see cref="Blocks"/> and <see cref="Kernel"/> move the continuous ones given them. Default:
    /// none, all are summed out.
    /// </summary>
    /// <remarks>
    /// For latents whose sum does not factorise (PPL030, PPL031, PPL113), and for those of one's own interest: their draws are then among the samples. Where a sum can be taken, chains without
    /// Gibbs steps mix faster. The elements of a site in a plate are drawn at once, as independent of each other given all else; a site that asks to be <see cref="Enumeration.Drawn"/> is drawn here.
    /// </remarks>
    public IReadOnlyList<string> Gibbs { get; init; } = [];

    /// <summary>
    /// How the density of a program is computed. <see cref="Engine.Automatic"/>, the default: compiled where the program was marked <see cref="CompiledAttribute"/> and nothing else here asks for tensors;
    /// <see cref="McmcResult.Engine"/> says which it was.
    /// </summary>
    public Engine Engine { get; init; }

    /// <summary>What the warm-up learns of the target's shape. Default <see cref="MetricKind.Diagonal"/>.</summary>
    public MetricKind Metric { get; init; } = MetricKind.Diagonal;

    /// <summary>
    /// The mean acceptance to which the step size is adapted: nearer to 1, steps are shorter, and follow sharp bends. Null, the default: 0.8; of <see cref="RandomWalk"/>, 0.234.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double? TargetAcceptance { get; init => field = Acceptance(value, nameof(TargetAcceptance)); }

    /// <summary>Where the search for the first step size of leapfrogs begins. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double StepSize { get; init => field = Optimizer.RequirePositive(value, nameof(StepSize)); } = 1;

    /// <summary>Where chains start. Null, the default: numbers uniform on (-2, 2) in unconstrained space.</summary>
    /// <remarks>Where the density or its gradient is not finite the start is drawn anew, up to 100 times.</remarks>
    public InitialValues? Initial { get; init; }

    /// <summary>
    /// The file to write from time to time, and when the run ends or is cancelled: all that a later run needs to go on with the same numbers, to the last bit, from the warm-up, too
    /// (docs/mcmc.md). Default: none.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>After how many steps of a chain to write the checkpoint, besides. Null, the default: ten times a run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? CheckpointSteps { get; init => field = value is { } steps ? AtLeast(1, steps, nameof(CheckpointSteps)) : null; }

    /// <summary>Whether to go on from the checkpoint; without a file yet, the run starts anew. More <see cref="Draws"/> than before are taken then.</summary>
    /// <remarks>A resumed run has model, data and settings of the one that was interrupted, but for <see cref="Draws"/>, <see cref="Threads"/> and how often to save.</remarks>
    public bool Resume { get; init; }

    /// <summary>Whether a density of float32 will do (<see cref="TensorDensity.Of"/>). Default false.</summary>
    public bool AllowFloat32 { get; init; }

    /// <summary>Where the program runs. Null, the default: the CPU.</summary>
    public torch.Device? Device { get; init; }

    internal int ThreadsAtOnce => Math.Min(Chains, Threads ?? Environment.ProcessorCount);

    /// <exception cref="PplException">PPL314: an option about a checkpoint that is not there.</exception>
    internal void RequireConsistent()
    {
        if (Checkpoint is null && (Resume || CheckpointSteps is not null))
            throw Error.Options($"{(Resume ? nameof(Resume) : nameof(CheckpointSteps))} is set, but {nameof(Checkpoint)} names no file", $"set {nameof(Checkpoint)} to a path.");
    }

    internal static double? Acceptance(double? value, string name) =>
        value is null or (> 0 and < 1) ? value : throw new ArgumentOutOfRangeException(name, value, "A number between 0 and 1 is needed.");

    internal static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"At least {least} is needed.");
}
