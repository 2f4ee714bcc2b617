namespace Ppl.Handlers;

/// <summary>
/// Writes latents anew by strategies. Contract: p(z, x) dz as before, with a latent z = f(w) in the coordinates w. A site that has a value (observed,
/// conditioned, or given by a handler inside) stays as it is.
/// </summary>
/// <param name="rule">The strategy for a site; null leaves it. It is not asked about sites that a strategy made, but for the base of a transform.</param>
public sealed class Reparameterize(Func<SampleSite, Reparam?> rule) : Handler
{
    private readonly IReadOnlyCollection<string> names = [];

    /// <summary>Strategies by the names of sites.</summary>
    public Reparameterize(IReadOnlyDictionary<string, Reparam> bySite)
        : this(site => bySite.GetValueOrDefault(site.Name)) => names = [.. bySite.Keys];

    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites => names;

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || site.Options.IsRewritten || rule(site) is not { } strategy) return;
        Tensor value = InPlaceOf(site, () => strategy.Rewrite(site));
        if (strategy.KeepsDensity)
        {
            site.IsObserved = true;
            site.Value = value;
        }
        else
        {
            site.Replace(InPlaceOf(site, () => Primitives.Deterministic(site.GivenName, value, site.Distribution.EventShape.Rank)));
        }
    }
}
