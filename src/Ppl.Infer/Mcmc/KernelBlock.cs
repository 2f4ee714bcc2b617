namespace Ppl.Infer;

/// <summary>
/// Latents that move by a kernel of their own, given all others, in each step of a chain (<see cref="McmcOptions.Blocks"/>): a cycle of kernels each of which leaves the posterior
/// as it is does so, too (Tierney 1994, section 2.4).
/// </summary>
/// <remarks>A block learns step size and metric of its own, in the windows of the same warm-up. The defaults are those of <see cref="McmcOptions"/>.</remarks>
/// <param name="Kernel">How they move.</param>
/// <param name="Sites">The names of continuous latents of the program.</param>
public sealed record KernelBlock(Kernel Kernel, params IReadOnlyList<string> Sites)
{
    /// <summary>The names of the latents.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<string> Sites { get; init => field = Some(value); } = Some(Sites);

    /// <summary>What the warm-up learns of the block's shape. Default <see cref="MetricKind.Diagonal"/>.</summary>
    public MetricKind Metric { get; init; } = MetricKind.Diagonal;

    /// <summary>The mean acceptance to which the block's step size is adapted. Null, the default: 0.8; of <see cref="RandomWalk"/>, 0.234 (of a single number, 0.44 is best).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double? TargetAcceptance { get; init => field = McmcOptions.Acceptance(value, nameof(TargetAcceptance)); }

    /// <summary>Where the search for the block's first step size of leapfrogs begins. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double StepSize { get; init => field = Optimizer.RequirePositive(value, nameof(StepSize)); } = 1;

    private static IReadOnlyList<string> Some(IReadOnlyList<string> sites) =>
        sites is { Count: > 0 } ? sites : throw new ArgumentException("A block has one site at least.", nameof(sites));
}
