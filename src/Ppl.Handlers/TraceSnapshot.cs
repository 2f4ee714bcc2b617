using System.Collections.Immutable;

namespace Ppl.Handlers;

/// <summary>The values of a run as managed numbers, which outlive its tensor scope.</summary>
/// <param name="Sites">In the order in which they were performed.</param>
public sealed record TraceSnapshot(ImmutableArray<SiteSnapshot> Sites)
{
    /// <summary>The snapshot of a site.</summary>
    /// <exception cref="PplException">PPL024 lists the names there are, nearest first.</exception>
    public SiteSnapshot this[string name] =>
        Sites.FirstOrDefault(site => site.Name == name) ?? throw Error.UnknownSite("the snapshot", name, Sites.Select(site => site.Name));
}

/// <summary>The value of one site as managed numbers.</summary>
/// <param name="Name">The site's name.</param>
/// <param name="Shape">The value's shape.</param>
/// <param name="Values">The elements, row-major.</param>
/// <param name="LogProb">The sum of the scaled log density, in nats; null for a site that has none.</param>
public sealed record SiteSnapshot(string Name, Shape Shape, ImmutableArray<double> Values, double? LogProb)
{
    internal static SiteSnapshot Of(Site site) => new(
        site.Name,
        Shape.Of(site.Value!),
        [.. TensorText.ToDoubles(site.Value!)],
        site is ScoredSite scored ? (double)scored.Total() : null);
}
