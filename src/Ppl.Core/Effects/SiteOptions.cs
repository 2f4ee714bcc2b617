namespace Ppl;

/// <summary>What a site asks of the algorithms that meet it.</summary>
public sealed record SiteOptions
{
    /// <summary>The options of a site that asks for nothing.</summary>
    public static SiteOptions Default { get; } = new();

    /// <summary>Allows this guide site to have no counterpart in the model (else PPL003): an auxiliary variable of the guide.</summary>
    public bool IsAuxiliary { get; init; }

    /// <summary>
    /// How algorithms that sum over latents treat this one; null leaves it to them: by default, a latent whose support can be listed, and
    /// that has no <see cref="Estimator"/>, is enumerated in parallel, any other drawn.
    /// </summary>
    public Enumeration? Enumeration { get; init; }

    /// <summary>
    /// In a guide: how the gradient goes through this latent's draw; null takes the pathwise gradient where the distribution's draws carry it, else
    /// the score function.
    /// </summary>
    public GradientEstimator? Estimator { get; init; }

    /// <summary>Whether a strategy of reparameterisation made the site: no other is to write it anew.</summary>
    internal bool IsRewritten { get; init; }
}
