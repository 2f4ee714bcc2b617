namespace Ppl.Handlers;

/// <summary>
/// Cuts draws off from what they were drawn with: the program goes on with their numbers alone. Contract: log p(z, x; θ) as a function of θ at fixed z, so that
/// its gradient is the score. Goes inside of who gives the values.
/// </summary>
internal sealed class DetachDraws : Handler
{
    /// <inheritdoc/>
    protected internal override void Postprocess(SampleSite site)
    {
        if (!site.IsObserved && site.Value!.requires_grad) site.Value = site.Value.detach();
    }
}
