namespace Ppl;

/// <summary>One entry of the handler stack, an immutable linked list: the handler, and the node outside it.</summary>
internal sealed class HandlerNode(Handler handler, HandlerNode? outer, Region region)
{
    private readonly RequiredSites? required =
        handler.RequiredSites is { Count: > 0 } names ? new RequiredSites(handler, names) : null;

    public Handler Handler { get; } = handler;

    public HandlerNode? Outer { get; } = outer;

    public Region Region { get; } = region;

    /// <inheritdoc cref="Handler.LetsSamplesPass"/>
    public bool LetsSamplesPass { get; } = handler.LetsSamplesPass;

    public void Saw(Site site)
    {
        if (required is not null && site is (SampleSite or ParamSite)) required.Saw(site.Name);
    }

    public void CheckRequiredSites() => required?.Check();
}

/// <summary>Which of the names that a handler requires a run has sampled or asked for as parameters, and what else.</summary>
internal sealed class RequiredSites(Handler handler, IReadOnlyCollection<string> names)
{
    private readonly HashSet<string> seen = [];

    public void Saw(string name) => seen.Add(name);

    public void Check()
    {
        if (names.FirstOrDefault(name => !seen.Contains(name)) is { } missing)
            throw Error.UnknownSite(handler.Description, missing, seen);
    }
}
