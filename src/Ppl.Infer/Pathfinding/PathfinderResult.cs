using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>The draws of <see cref="Pathfinder"/>, and how it came to them. Managed numbers alone.</summary>
public sealed class PathfinderResult
{
    internal PathfinderResult(Samples samples, ImportanceSample importance, ImmutableArray<PathfinderPath> paths) => (Samples, Importance, Paths) = (samples, importance, paths);

    /// <summary>
    /// The latents in the space in which the program sees them, and its deterministic values that depend on no discrete latent: draws of equal weight, chosen from those of all paths by their
    /// weights, so that one may stand more than once.
    /// </summary>
    public Samples Samples { get; }

    /// <summary>The draws of all paths, one path after another, with their weights p / q, q the mixture of the paths' normal distributions in equal shares.</summary>
    public ImportanceSample Importance { get; }

    /// <summary>The paths, by number; one that came to no normal distribution has no draws.</summary>
    public ImmutableArray<PathfinderPath> Paths { get; }

    /// <summary>k̂ of the weights: above 0.7 the draws are where the posterior is, roughly, and no sample of it.</summary>
    public double KHat => Importance.KHat;

    /// <summary>The numbers of paths and draws, the best bound and k̂.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Paths.Length} path(s), best bound {Paths.Max(path => path.Elbo):F2}, {Samples.Draws} draws of {Importance.LogWeights.Length}, k-hat {KHat:F2}");
}
