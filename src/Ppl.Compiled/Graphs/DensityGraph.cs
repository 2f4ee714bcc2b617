using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What a site of a program is to a density.</summary>
internal enum SiteKind
{
    /// <summary>A latent that the point gives.</summary>
    Latent,

    /// <summary>A value that follows, and has a name.</summary>
    Deterministic,
}

/// <summary>A site's value as it follows from the point, in the constrained space.</summary>
/// <param name="Name">The site's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value; its shape is the site's.</param>
/// <param name="EventDims">How many dims on the right belong to one element.</param>
internal sealed record SiteGraph(string Name, SiteKind Kind, Node Value, int EventDims);

/// <summary>A program's log joint density over unconstrained space, as one run of its symbolic copy with its data left it.</summary>
public sealed class DensityGraph
{
    /// <param name="graph">The graph whose nodes these are.</param>
    /// <param name="point">The point, shape [n]: the latents' unconstrained elements one latent after another, in the order of the program.</param>
    /// <param name="logDensity">log p(z, x) + log |dz/du|, a number; discrete latents summed out.</param>
    /// <param name="sites">The latents and named values, in the order of the program.</param>
    internal DensityGraph(Graph graph, Point point, Node logDensity, ImmutableArray<SiteGraph> sites) => (Graph, Point, LogDensity, Sites) = (graph, point, logDensity, sites);

    /// <summary>n.</summary>
    public int Dimension => Point.Count;

    internal Graph Graph { get; }

    internal Point Point { get; }

    internal Node LogDensity { get; }

    internal ImmutableArray<SiteGraph> Sites { get; }
}
