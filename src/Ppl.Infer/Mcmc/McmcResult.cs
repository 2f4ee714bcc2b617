using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>The draws of <see cref="Mcmc"/>, and where its chains stand. Managed numbers alone.</summary>
public sealed partial class McmcResult
{
    internal McmcResult(Samples samples, SamplerStatistics statistics, IReadOnlyList<ChainState> chains, bool isWarm, bool isCancelled, Engine? engine = null)
    {
        (Samples, Statistics, Chains, IsWarm, IsCancelled, Engine) = (samples, statistics, chains, isWarm, isCancelled, engine);
        Tuning = [.. chains.Select(chain => chain.Tuning)];
    }

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

    /// <summary>Whether all chains have come to the end of their warm-up, so that the run can go on.</summary>
    public bool IsWarm { get; }

    /// <summary>How the density was computed; null of a run in a density of one's own, and of one that was read from a file.</summary>
    public Engine? Engine { get; }

    /// <summary>Where the chains stand.</summary>
    internal IReadOnlyList<ChainState> Chains { get; }

    /// <summary>The numbers of chains, draws, divergences and leapfrogs.</summary>
    public override string ToString()
    {
        long leapfrogs = Statistics.Leapfrogs.Sum(chain => chain.Sum(count => (long)count));
        return FormattableString.Invariant($"{Samples.Chains} chains of {Samples.Draws / Samples.Chains} draws, {Statistics.Divergences} divergent, {leapfrogs} leapfrogs");
    }

    /// <summary>These draws, and then those of a run that went on from here.</summary>
    internal McmcResult Then(McmcResult later) => new(
        new Samples(Samples.Select(site => Joined(site, later.Samples[site.Name]))), Statistics.Then(later.Statistics), later.Chains, later.IsWarm, later.IsCancelled, later.Engine);

    private static Draws Joined(Draws first, Draws then)
    {
        if (first.Shape != then.Shape) throw Error.StateDiffers($"its \"{first.Name}\" has shape {first.Shape}, here {then.Shape}");
        var values = ImmutableArray.CreateBuilder<double>(first.Values.Length + then.Values.Length);
        for (int chain = 0; chain < first.Chains; chain++)
            foreach (Draws some in (Draws[])[first, then])
                values.AddRange(some.Values.AsSpan(chain * (some.Values.Length / some.Chains), some.Values.Length / some.Chains));
        return new Draws(first.Name, first.Shape, values.MoveToImmutable(), first.Role, first.Dtype) { Chains = first.Chains };
    }
}
