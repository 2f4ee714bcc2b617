namespace Ppl.Handlers;

/// <summary>
/// Hides sites from the handlers further out: they are neither traced nor given values there, and a hidden parameter takes
/// its initial value. Contract: log p(seen | hidden), the hidden latents drawn, with the generator of the Seed around.
/// </summary>
/// <param name="hides">Which sites to hide.</param>
public sealed class Block(Func<Site, bool> hides) : Handler
{
    /// <summary>Hides the sites named.</summary>
    public static Block Hiding(params string[] names)
    {
        HashSet<string> hidden = [.. names];
        return new Block(site => hidden.Contains(site.Name));
    }

    /// <summary>Hides all but the sites named.</summary>
    public static Block Exposing(params string[] names)
    {
        HashSet<string> exposed = [.. names];
        return new Block(site => !exposed.Contains(site.Name));
    }

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site) => HideIfAsked(site);

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site) => HideIfAsked(site);

    /// <inheritdoc/>
    protected internal override void Process(PlateSite site) => HideIfAsked(site);

    /// <inheritdoc/>
    protected internal override void Process(DeterministicSite site) => HideIfAsked(site);

    /// <inheritdoc/>
    protected internal override void Process(FactorSite site) => HideIfAsked(site);

    private void HideIfAsked(Site site)
    {
        if (hides(site)) site.Hide();
    }
}
