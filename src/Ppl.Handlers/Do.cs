using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Sets variables from outside, whatever would have caused them. Contract: p(v | do(x)) = Π over the sites v_i not in x of p(v_i | parents of v_i),
/// at the given x: the factors p(x_i | parents of x_i) are gone (Pearl 2009, equation 3.10), where Condition keeps them.
/// </summary>
/// <remarks>
/// A site named has a point mass in place of its distribution: it is cut off from its parents, log p is 0 there, and data that the program gives it are
/// overridden. It counts as observed, so that no guide draws it.
/// </remarks>
/// <param name="values">By site name; each broadcasts to the site's batch and event shape. The caller keeps them.</param>
public sealed class Do(IReadOnlyDictionary<string, Tensor> values) : Handler
{
    /// <inheritdoc/>
    protected internal override IReadOnlyCollection<string> RequiredSites { get; } = [.. values.Keys];

    /// <inheritdoc/>
    protected internal override void Process(SampleSite site)
    {
        if (!values.TryGetValue(site.Name, out Tensor? value)) return;
        Shape events = site.Distribution.EventShape, shape = site.Distribution.BatchShape + events;
        site.Supply(value, this);
        if (!Shape.Of(value).BroadcastsTo(shape)) throw Error.SuppliedShape(site, Shape.Of(value));
        if (EffectStack.ChecksValues) site.Distribution.CheckValue(value);
        site.Supply(value.expand(shape), this);
        site.Distribution = new Delta(site.Value!, eventDim: events.Rank);
        site.IsObserved = true;
    }
}
