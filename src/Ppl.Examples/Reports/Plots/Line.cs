using System.Numerics;

namespace Ppl.Examples;

/// <summary>A curve through points in the order of x; it breaks where a number is missing.</summary>
internal sealed record Line(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Layer(Name)
{
    private const float Opacity = 0.18f;
    private const int Many = 2000;
    private static readonly Dashes Dashes = new(7, 6);

    /// <summary>The lower and the upper end of a band around the curve, at each x.</summary>
    public (IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)? Band { get; init; }

    /// <summary>Of the line.</summary>
    public float Thickness { get; init; } = 2;

    /// <summary>Whether the area down to zero is filled.</summary>
    public bool Filled { get; init; }

    /// <summary>Whether the line is broken, so that it is told from another that it lies on.</summary>
    public bool Dashed { get; init; }

    /// <summary>A function, drawn at so many places.</summary>
    public static Line Of(string name, Func<double, double> function, double low, double high, int places = 200)
    {
        double[] x = [.. Enumerable.Range(0, places + 1).Select(i => low + (high - low) * i / places)];
        return new Line(name, x, [.. x.Select(function)]);
    }

    public override IEnumerable<double> Xs => X;

    public override IEnumerable<double> Ys => Band is { } band ? Y.Concat(band.Lower).Concat(band.Upper) : Y;

    public override bool StandsOnZero => Filled;

    public override void Draw(ISurface surface, Frame frame, int series)
    {
        if (Band is { } band)
            foreach (Range run in Runs(frame, band.Upper))
                surface.Area([.. Thinned(Points(frame, band.Upper)[run]), .. Thinned(Points(frame, band.Lower)[run]).Reverse()], Ink.Series(series), Opacity);
        Vector2[] points = Points(frame, Y);
        Vector2[][] lines = [.. Runs(frame, Y).Select(run => Thinned(points[run]))];
        if (Filled)
            foreach (Vector2[] line in lines) surface.Area([.. line, frame.OnZero(line[^1]), frame.OnZero(line[0])], Ink.Series(series), Opacity);
        if (lines.Length > 0) surface.Lines(lines, Ink.Series(series), Thickness, Dashed ? Dashes : null);
    }

    public override void DrawKey(ISurface surface, Box box, int series)
    {
        if (Filled || Band is not null) surface.Rectangles([box], Ink.Series(series), Opacity);
        float y = Filled ? box.Top : box.Centre.Y;
        surface.Lines([[new(box.Left, y), new(box.Right, y)]], Ink.Series(series), Thickness, Dashed ? Dashes : null);
    }

    private Vector2[] Points(Frame frame, IReadOnlyList<double> heights) => [.. X.Zip(heights, frame.Clamped)];

    /// <summary>Of many points at one pixel's place the first, the lowest, the highest and the last: the same picture from a million points.</summary>
    private static Vector2[] Thinned(Vector2[] points) => points.Length <= Many
        ? points
        : [.. points.GroupBy(point => (int)point.X).SelectMany(column => new[] { column.First(), column.MinBy(point => point.Y), column.MaxBy(point => point.Y), column.Last() })];

    /// <summary>Stretches without a gap, from where the curve first comes above the floor.</summary>
    private IEnumerable<Range> Runs(Frame frame, IReadOnlyList<double> heights)
    {
        int start = -1;
        bool risen = false;
        for (int i = 0; i <= X.Count; i++)
        {
            bool shown = i < X.Count && Scale.Shows(X[i]) && Scale.Shows(heights[i]) && (risen |= heights[i] >= frame.Y.Low);
            if (shown && start < 0) start = i;
            if (shown || start < 0) continue;
            yield return start..i;
            start = -1;
        }
    }
}
