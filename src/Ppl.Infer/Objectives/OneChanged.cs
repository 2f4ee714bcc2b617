namespace Ppl.Infer;

/// <summary>Gives one latent another value than the trace has that the program is run along: one value, or two side by side along a dim of their own.</summary>
/// <param name="name">The latent's name.</param>
/// <param name="value">Its value.</param>
/// <param name="pair">The dim of the two; null where the value is one.</param>
internal sealed class OneChanged(string name, Tensor value, EnumerationFrame? pair) : Handler
{
    protected internal override void Process(SampleSite site)
    {
        if (pair is { } frame) site.Enumerations = [frame];
        if (site.Name != name || site.IsObserved) return;
        site.Supply(value, this);
        site.Enumeration = pair;
    }

    protected internal override void Process(FactorSite site)
    {
        if (pair is { } frame) site.Enumerations = [frame];
    }
}
