namespace Ppl.Handlers;

/// <summary>
/// Runs a program along an earlier trace: each latent takes the value that the trace has under its name, and each plate its
/// subsample; distributions stay the program's own. Contract: log p(z, x) at the trace's z.
/// </summary>
public sealed class Replay(Trace trace) : Handler
{
    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (site.Value is not null || trace.Find<SampleSite>(site.Name) is not { } recorded) return;
        site.Follow(recorded, this);
    }

    /// <inheritdoc/>
    protected internal override void Process(PlateSite site)
    {
        if (trace.Find<PlateSite>(site.Name) is { } recorded) site.Follow(recorded);
    }
}
