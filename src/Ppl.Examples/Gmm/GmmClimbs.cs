namespace Ppl.Examples;

/// <summary>What the methods climb: EM's log-likelihood from each start, the bounds of the others.</summary>
internal static class GmmClimbs
{
    private const int Stretches = 60;

    public static IReadOnlyList<Figure> Of(GmmFit fit)
    {
        (GmmEstimate summed, GmmEstimate meanField, GmmEstimate em, GmmEstimate ascent) = (fit.Of(Gmm.Summed), fit.Of(Gmm.MeanField), fit.Of(Gmm.Em), fit.Of(Gmm.Ascent));
        return
        [
            new("em", Em(em), "EM's log-likelihood from each start. It never falls; where it ends depends on where it began, and the best end counts."),
            new("bound", Bound("epoch", [.. new[] { summed, meanField }.SelectMany((svi, i) => new[] { Smooth(svi) with { Series = i }, Flat(svi, i) })]),
                "SVI's bounds from the best start on: means over the steps of some epochs, each of which sees some of the points and one draw. Broken: the bounds at the end, "
                + "by many draws. Mean field's lies below: it keeps the assignments apart from all else."),
            new("ascent", Bound("round", Course("coordinate ascent", ascent.Courses[0], 1)),
                "The bound of coordinate ascent, under its own prior, from the best start. Each round climbs."),
        ];
    }

    /// <summary>From a little below the lowest end, and as long as the best start takes twice over.</summary>
    private static Plot Em(GmmEstimate em)
    {
        IReadOnlyList<double> best = em.Courses.MaxBy(course => course[^1])!;
        double lowest = em.Courses.Min(course => course[^1]);
        Line[] others = [.. em.Courses.Where(course => course != best)
            .Select((course, i) => Course(i == 0 ? "other starts" : "", [.. course.Take(2 * best.Count)], 0) with { Series = 1, Dashed = true })];
        return new Plot("EM's log-likelihood by round", new("round") { Counts = true }, new("log-likelihood", "nats") { Floor = lowest - Math.Max(10, 0.3 * (best[^1] - lowest)) },
            [.. others, Course("best start", best, 0) with { Series = 0 }]);
    }

    /// <summary>From where it is near its end: what comes before would flatten all that follows.</summary>
    private static Plot Bound(string time, params Line[] lines)
    {
        double end = lines.Max(line => line.Y[^1]), early = lines[0].Y[lines[0].Y.Count / 10];
        return new Plot($"The bound by {time}", new(time) { Counts = true }, new("bound", "nats") { Floor = end - Math.Max(1.5 * (end - early), 10) }, lines);
    }

    private static Line Course(string name, IReadOnlyList<double> nats, int first) => new(name, [.. nats.Select((_, i) => (double)(first + i))], nats);

    /// <summary>A mean for each of so many stretches: one epoch's varies more than two bounds differ.</summary>
    private static Line Smooth(GmmEstimate svi)
    {
        (double Epoch, double Bound)[][] stretches = [.. svi.Courses[0].Select((bound, i) => (Epoch: i + 1.0, Bound: bound)).Chunk((svi.Courses[0].Count + Stretches - 1) / Stretches)];
        return new Line(svi.Method, [.. stretches.Select(stretch => stretch.Average(epoch => epoch.Epoch))], [.. stretches.Select(stretch => stretch.Average(epoch => epoch.Bound))]);
    }

    private static Line Flat(GmmEstimate svi, int series) => new("", [1, svi.Courses[0].Count], [svi.Bound!.Value, svi.Bound.Value]) { Dashed = true, Series = series + 2 };
}
