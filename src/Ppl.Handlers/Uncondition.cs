namespace Ppl.Handlers;

/// <summary>
/// Makes data latents again, cells that were missing included: what was observed is drawn. Contract: (z, x) ~ p(z, x), and the log joint is
/// log p(z, x) at the x drawn. Factors stay.
/// </summary>
/// <param name="names">The observed sites to draw; all when none is named.</param>
public sealed class Uncondition(params string[] names) : Handler
{
    private readonly HashSet<string> drawn = [.. names];

    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites => drawn;

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (site.IsObserved && (drawn.Count == 0 || drawn.Contains(site.Name))) site.Uncondition();
    }
}
