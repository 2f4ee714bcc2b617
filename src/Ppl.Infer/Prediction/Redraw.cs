namespace Ppl.Infer;

/// <summary>Draws data anew, as <see cref="Handlers.Uncondition"/> does, and remembers which sites were data.</summary>
internal sealed class Redraw : Handler
{
    private readonly HashSet<string> data = [];

    /// <summary>Whether the site was data.</summary>
    public bool Redrew(string site) => data.Contains(site);

    protected internal override void Process(SampleSite site)
    {
        if (!site.IsObserved) return;
        data.Add(site.Name);
        site.Uncondition();
    }
}
