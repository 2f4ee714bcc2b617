namespace Ppl.Handlers;

/// <summary>Makes latents data: the sites named are observed at the given values. Contract: log p(z, x) with x at the given values.</summary>
/// <param name="data">By site name. The caller keeps them.</param>
public sealed class Condition(IReadOnlyDictionary<string, Tensor> data) : Handler
{
    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites { get; } = [.. data.Keys];

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (!data.TryGetValue(site.Name, out Tensor? value)) return;
        site.Supply(value, this);
        site.IsObserved = true;
    }
}
