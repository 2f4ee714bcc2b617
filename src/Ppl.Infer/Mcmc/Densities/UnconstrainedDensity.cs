using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>What one run of a program, its continuous latents placed at a point, says of the density over unconstrained space.</summary>
internal static class UnconstrainedDensity
{
    /// <summary>log p(z, x) + log |dz/du|, discrete latents summed out.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="place">Gave the continuous latents their values.</param>
    /// <param name="hasSummed">Are there discrete latents, which the run enumerates?</param>
    public static Tensor Of(Trace trace, UnconstrainedLatents place, bool hasSummed)
    {
        Tensor density = hasSummed ? Contraction.Of(FactorGraph.Of(trace), Semiring.LogSum).Total : trace.Total(null);
        return place.LogJacobian() is { } jacobian ? density + jacobian : density;
    }

    /// <summary>How a latent is treated that has no place in the point: it is summed out.</summary>
    /// <exception cref="PplException">PPL010: it is to be drawn, or its support cannot be listed.</exception>
    public static Enumeration SummedOut(SampleSite site)
    {
        if (site.Options.Enumeration == Enumeration.Sequential) throw Error.SequentialSite(site, "TensorDensity");
        bool isListed = site.Distribution.HasEnumerableSupport && (site.Options.Enumeration ?? Enumeration.Parallel) == Enumeration.Parallel;
        return isListed ? Enumeration.Parallel : throw Error.NotInDensity(site);
    }

    /// <summary>Adds a continuous latent to a layout, behind the others.</summary>
    public static void Place(SampleSite site, PointLayout layout)
    {
        Transform transform = UnconstrainedLatents.To(site);
        Shape shape = transform.InverseShape(site.Distribution.BatchShape + site.Distribution.EventShape);
        layout.Add(site.Name, shape, (int)shape.NumberOfElements, site.Value!.dtype, transform.Domain.EventDim);
    }
}
