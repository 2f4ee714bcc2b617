namespace Ppl.Handlers;

/// <summary>
/// Cuts each draw off from what it was drawn with: the program goes on with its number alone. Contract: log p(z, x; θ) as a function of θ at fixed z, so that
/// its gradient is the score. Goes inside of who gives the values.
/// </summary>
internal sealed class DetachDraws : Handler
{
    /// <inheritdoc/>
    protected internal override void Postprocess(SampleSite site) => site.Value = site.Value!.detach();
}
