namespace Ppl.Examples;

/// <summary>Pictures of a mixture on a line: densities, responsibilities, the climbs.</summary>
internal sealed class GmmLine(GmmFit fit)
{
    private const int Bins = 60, Places = 400;

    private readonly double[] x = [.. fit.Data.Original.Select(row => row[0])];

    private string Name => fit.Data.Names[0];

    private Axis Axis => fit.Data.Axis(0);

    public IReadOnlyList<Figure> All =>
    [
        new("densities", Densities(), "The points as a histogram, and the densities that the methods found for them. Where they are right they lie on one another."),
        new("components", Components(), "The mixture by SVI, taken apart: each component's density times its weight. The height of all together is the mixture's."),
        new("responsibilities", Responsibilities(), "How probable it is that a point at x comes from a component. Between two components a point may be of either, and there it counts for both."),
        .. GmmClimbs.Of(fit),
    ];

    private (double Low, double High) Range => (x.Min(), x.Max());

    private Plot Densities() => new($"Densities of {Name}", Axis, new("density", $"per unit of {Name}"),
        [Histogram(), .. fit.Estimates.Select((estimate, i) => Curve(estimate.Method, at => Math.Exp(estimate.Mixture.LogDensity([at]))) with { Dashed = i > 0 }),
            .. fit.Data.Truth is { } truth ? [Curve("truth", at => Math.Exp(truth.LogDensity([at]))) with { Dashed = true }] : Array.Empty<Line>()]);

    private Plot Components() => new($"Components of {Name} by SVI", Axis, new("weight times density", $"per unit of {Name}"),
        [Histogram(), .. fit.Of(Gmm.Summed).Mixture.Components.Select((component, j) => Curve($"component {j + 1}", at => Math.Exp(component.LogWeighted([at]))))]);

    private Plot Responsibilities()
    {
        (Mixture svi, Mixture em) = (fit.Of(Gmm.Summed).Mixture, fit.Of(Gmm.Em).Mixture);
        IEnumerable<Line> Of(Mixture mixture, string method, bool dashed) =>
            mixture.Components.Select((_, j) => Curve($"{j + 1}, {method}", at => mixture.Responsibilities([at])[j]) with { Dashed = dashed, Series = j + 1 });
        return new Plot("Who answers for a point", Axis, new("p(component | x)"), [.. Of(svi, "SVI", dashed: false), .. Of(em, "EM", dashed: true)]);
    }

    private Line Curve(string name, Func<double, double> function) => Line.Of(name, function, Range.Low, Range.High, Places);

    /// <summary>Its bars have the area 1 together.</summary>
    private Bars Histogram()
    {
        var counts = Bars.Histogram("points", x, Bins);
        double area = x.Length * (counts.Edges[1] - counts.Edges[0]);
        return counts with { Heights = [.. counts.Heights.Select(height => height / area)] };
    }
}
