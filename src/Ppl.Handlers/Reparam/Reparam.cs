using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// A strategy of reparameterisation: writes a latent as a function of others. The joint density of a program stays the same, in other
/// coordinates; samplers and guides find them easier.
/// </summary>
/// <remarks>Gorinova, Moore and Hoffman 2020, "Automatic Reparameterisation of Probabilistic Programs".</remarks>
public abstract class Reparam
{
    /// <summary>
    /// Performs the sites that take the place of a latent, as if the program did; their names begin with the latent's.
    /// </summary>
    /// <param name="site">The latent; inside plates, its distribution is expanded to their sizes.</param>
    /// <returns>The value that the latent gets.</returns>
    /// <exception cref="PplException">PPL027: the strategy does not know the distribution.</exception>
    protected internal abstract Tensor Rewrite(SampleSite site);

    /// <summary>
    /// Whether the latent's own density counts, at the value that it gets: it is observed there. Else the value follows from other sites, and
    /// the latent is a <c>Deterministic</c> site.
    /// </summary>
    protected internal virtual bool KeepsDensity => false;

    /// <summary>The rule that suits most hierarchies: a function of a base variable is drawn as such, and the centring of a location-scale variable is learnt, where its location or scale is a tensor.</summary>
    public static Reparam? Automatic(SampleSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return Elements(site.Distribution).Elements switch
        {
            IPushForward => new TransformReparam(),
            ILocationScale { Loc.IsTensor: true } or ILocationScale { Scale.IsTensor: true } => new LocScaleReparam(),
            _ => null,
        };
    }

    /// <summary>What a distribution is made of where its events are independent elements, and how many of its event dims these are.</summary>
    private protected static (Distribution Elements, int Dims) Elements(Distribution distribution) =>
        distribution is Independent independent ? (independent.Elements, independent.Dims) : (distribution, 0);

    /// <summary>Draws a site that takes a latent's place.</summary>
    private protected static Tensor Draw(SampleSite latent, string suffix, Distribution distribution, bool isFinal = true) =>
        Primitives.Sample($"{latent.GivenName}_{suffix}", distribution, options: latent.Options with { IsRewritten = isFinal });

    private protected PplException Unknown(SampleSite site, string lacking, string hint) =>
        Error.NoSuchOperation($"{site.Description}: {site.Distribution.Name}", lacking, hint);
}
