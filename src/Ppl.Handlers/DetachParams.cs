namespace Ppl.Handlers;

/// <summary>
/// Holds parameters fixed: values are those of the handlers further out, and carry no gradient. Contract: log p(z, x; θ) as a function of z alone. A
/// module's weights are held fixed until the handler is disposed; dispose it before a backward that is to reach them.
/// </summary>
internal sealed class DetachParams : Handler, IDisposable
{
    private readonly List<Tensor> weights = [];

    /// <inheritdoc/>
    internal override bool LetsSamplesPass => true;

    /// <summary>A program works with a module's weight itself, which no other tensor can stand in for.</summary>
    protected internal override void Postprocess(ParamSite site)
    {
        if (site.Leaf is not { } weight) site.Value = site.Value!.detach();
        else if (weight.requires_grad) weights.Add(weight.requires_grad_(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor weight in weights) weight.requires_grad_(true);
        weights.Clear();
    }
}
