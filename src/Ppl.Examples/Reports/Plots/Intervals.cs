using System.Numerics;

namespace Ppl.Examples;

/// <summary>A point with an interval around it, at each x.</summary>
internal sealed record Intervals(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper) : Layer(Name)
{
    private const float Radius = 3;

    /// <summary>Below and above an interval that lies.</summary>
    private const double Room = 0.5;

    /// <summary>Whether the intervals lie along x, one at each y.</summary>
    public bool Lying { get; init; }

    /// <summary>Of the line of an interval.</summary>
    public float Thickness { get; init; } = 1.5f;

    public override IEnumerable<double> Xs => Lying ? X.Concat(Lower).Concat(Upper) : X;

    public override IEnumerable<double> Ys => Lying ? Y.SelectMany(y => new[] { y - Room, y + Room }) : Y.Concat(Lower).Concat(Upper);

    public override void Draw(ISurface surface, Frame frame, int series)
    {
        int[] shown = [.. Enumerable.Range(0, X.Count).Where(i => new[] { X[i], Y[i], Lower[i], Upper[i] }.All(Scale.Shows))];
        if (shown.Length == 0) return;
        surface.Lines([.. shown.Select(i => new[] { End(i, Lower[i]), End(i, Upper[i]) })], Ink.Series(series), Thickness);
        Vector2[] centres = [.. shown.Where(i => frame.Holds(X[i], Y[i])).Select(i => frame.At(X[i], Y[i]))];
        if (centres.Length > 0) surface.Markers(centres, MarkerShape.Of(series), Radius, Ink.Series(series), 1);

        Vector2 End(int i, double end) => Lying ? frame.Clamped(end, Y[i]) : frame.Clamped(X[i], end);
    }

    public override void DrawKey(ISurface surface, Box box, int series)
    {
        surface.Lines([[new(box.Left, box.Centre.Y), new(box.Right, box.Centre.Y)]], Ink.Series(series), Thickness);
        surface.Markers([box.Centre], MarkerShape.Of(series), Radius, Ink.Series(series), 1);
    }
}
