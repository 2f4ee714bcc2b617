using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Draws a series in its frequencies: x_dct = DCT(x), x = DCT⁻¹(x_dct), with the weights of <see cref="Transforms.DiscreteCosine"/>. Neighbours
/// in a random walk or a smooth curve depend on each other strongly, its frequencies hardly.
/// </summary>
/// <param name="smooth">The power of frequencies: 0 for white noise, 1 for a random walk, 2 for a smoother curve.</param>
public sealed class DiscreteCosineReparam(double smooth = 0) : Reparam
{
    /// <inheritdoc/>
    protected internal override Tensor Rewrite(SampleSite site)
    {
        Shape events = site.Distribution.EventShape;
        if (events.Rank == 0) throw Unknown(site, "series within an event", "declare the dim of the series as an event: ToEvent(1).");
        if (!site.Distribution.Support.Contains(Constraints.Real.ToEvent(events.Rank)))
            throw Unknown(site, "support of all real vectors", "its frequencies are not free: transform the series to real numbers first.");
        Transform cosine = Transforms.DiscreteCosine(events[^1], smooth).ToEvent(events.Rank - 1);
        return cosine.Inverse(Draw(site, "dct", new TransformedDistribution(site.Distribution, cosine)));
    }
}
