namespace Ppl.Handlers;

/// <summary>
/// Records every site of one run in a <see cref="Trace"/>. Contract: log p(z, x) = Σ over the sites of scale · mask · log p(value), at the values of the
/// run. Made anew for each run; <see cref="Trace.Of"/> does so.
/// </summary>
public sealed class TraceHandler : Handler
{
    private bool isEntered;

    /// <summary>The sites recorded so far.</summary>
    public Trace Trace { get; } = new();

    internal override string Description => "the run";

    /// <inheritdoc/>
    protected internal override void Entering()
    {
        if (isEntered) throw Error.RecorderEnteredTwice(nameof(TraceHandler));
        isEntered = true;
    }

    /// <summary>A plate opened a second time looks at the same subsample.</summary>
    protected internal override void Process(PlateSite site)
    {
        if (Trace.Find<PlateSite>(site.Name) is { } earlier) site.Follow(earlier);
    }

    /// <inheritdoc/>
    protected internal override void Postprocess(SampleSite site) => Trace.Add(site);

    /// <inheritdoc/>
    protected internal override void Postprocess(ParamSite site) => Trace.Add(site);

    /// <inheritdoc/>
    protected internal override void Postprocess(PlateSite site) => Trace.Add(site);

    /// <inheritdoc/>
    protected internal override void Postprocess(DeterministicSite site) => Trace.Add(site);

    /// <inheritdoc/>
    protected internal override void Postprocess(FactorSite site) => Trace.Add(site);
}
