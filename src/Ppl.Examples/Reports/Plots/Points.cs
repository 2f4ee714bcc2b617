using System.Numerics;

namespace Ppl.Examples;

/// <summary>Points of one class; thousands are small and let one another shine through.</summary>
internal sealed record Points(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Layer(Name)
{
    private const int Many = 300;

    /// <summary>Whether the class's name stands at the median of its points, where its hue alone might not tell it.</summary>
    public bool Labelled { get; init; }

    /// <summary>One layer for each label, in their order, named by it and labelled.</summary>
    public static IReadOnlyList<Points> ByClass<T>(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<T> labels) where T : notnull =>
        [.. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(group => group.Key)
            .Select(group => new Points(group.Key.ToString()!, [.. group.Select(i => x[i])], [.. group.Select(i => y[i])]) { Labelled = true })];

    public override IEnumerable<double> Xs => X;

    public override IEnumerable<double> Ys => Y;

    public override void Draw(ISurface surface, Frame frame, int series)
    {
        Vector2[] centres = [.. X.Zip(Y).Where(point => frame.Holds(point.First, point.Second)).Select(point => frame.At(point.First, point.Second))];
        (float radius, float opacity) = centres.Length > Many ? (1.5f, 0.65f) : (3f, 0.85f);
        if (centres.Length > 0) surface.Markers(centres, MarkerShape.Of(series), radius, Ink.Series(series), opacity);
    }

    public override Vector2? PlaceOfName(Frame frame)
    {
        var shown = X.Zip(Y).Where(point => frame.Holds(point.First, point.Second)).ToList();
        return Labelled && shown.Count > 0 ? frame.At(Middle(shown.Select(point => point.First)), Middle(shown.Select(point => point.Second))) : null;
    }

    public override void DrawKey(ISurface surface, Box box, int series) =>
        surface.Markers([box.Centre], MarkerShape.Of(series), 4, Ink.Series(series), 1);

    private static double Middle(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
