namespace Ppl.Handlers;

/// <summary>
/// Gives latents and parameters fixed values; latents stay latent. Contract: log p(z, x) with z at the given values.
/// </summary>
/// <param name="values">By site name; a parameter's at full size and in the constrained space. The caller keeps them.</param>
public sealed class Substitute(IReadOnlyDictionary<string, Tensor> values) : Handler
{
    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites { get; } = [.. values.Keys];

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (!values.TryGetValue(site.Name, out Tensor? value)) return;
        if (site.IsObserved) throw new InvalidOperationException("Substitute gives values to latents, and this site is observed: use Condition.");
        site.Supply(value, this);
    }

    /// <inheritdoc/>
    protected internal override void Process(ParamSite site)
    {
        if (values.TryGetValue(site.Name, out Tensor? value)) site.Value = value;
    }
}
