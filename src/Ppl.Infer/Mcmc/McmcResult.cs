using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>The draws of <see cref="Mcmc"/>. Managed numbers alone.</summary>
public sealed class McmcResult
{
    internal McmcResult(Samples samples, SamplerStatistics statistics, ImmutableArray<ChainTuning> tuning, bool isCancelled) =>
        (Samples, Statistics, Tuning, IsCancelled) = (samples, statistics, tuning, isCancelled);

    /// <summary>
    /// The latents in the space in which the program sees them, and its deterministic values that depend on no discrete latent: one chain after another, each
    /// as long (<see cref="Draws.ByChain"/>).
    /// </summary>
    public Samples Samples { get; }

    /// <summary>What the sampler tells of each draw.</summary>
    public SamplerStatistics Statistics { get; }

    /// <summary>What each chain's warm-up has learnt.</summary>
    public ImmutableArray<ChainTuning> Tuning { get; }

    /// <summary>Whether the run was asked to stop: the draws are then as many of each chain as all have.</summary>
    public bool IsCancelled { get; }

    /// <summary>The numbers of chains, draws, divergences and evaluations.</summary>
    public override string ToString()
    {
        long leapfrogs = Statistics.Leapfrogs.Sum(chain => chain.Sum(count => (long)count));
        return FormattableString.Invariant($"{Samples.Chains} chains of {Samples.Draws / Samples.Chains} draws, {Statistics.Divergences} divergent, {leapfrogs} leapfrogs");
    }
}

/// <summary>What a chain's warm-up has learnt.</summary>
/// <param name="StepSize">ε.</param>
/// <param name="Metric">M.</param>
public sealed record ChainTuning(double StepSize, Metric Metric);
