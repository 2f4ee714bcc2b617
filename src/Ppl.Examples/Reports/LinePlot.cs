using System.Numerics;

namespace Ppl.Examples;

/// <summary>A curve of a plot.</summary>
internal sealed record Curve(string Name, double[] X, double[] Y, bool Filled = false);

/// <summary>A plot of curves with axes, ticks and a legend.</summary>
internal sealed record LinePlot(string Title, string XLabel, string YLabel, params Curve[] Curves)
{
    private const int Width = 920, Height = 560;
    private const float Left = 96, Right = 28, Top = 58, Bottom = 76;
    private const float TextHeight = 11, TitleHeight = 14;

    /// <summary>
    /// A curve starts where it first comes above, and later dips are cut off: the first steps of a bound would flatten all that follows.
    /// </summary>
    public double Floor { get; init; } = double.NegativeInfinity;

    /// <summary>Whether x counts: ticks are then whole numbers.</summary>
    public bool Counts { get; init; }

    /// <summary>The picture.</summary>
    public Raster Draw()
    {
        var canvas = new Canvas(Width, Height);
        bool areas = Curves.Any(curve => curve.Filled);
        Axis x = Axis.Over(Curves.SelectMany(curve => curve.X), ticks: 8, margin: 0, smallestStep: Counts ? 1 : 0);
        Axis y = Axis.Over(Curves.SelectMany(curve => curve.Y).Select(number => Math.Max(number, Floor)), ticks: 6, margin: 0.05);
        if (areas) y = Axis.Between(0, y.High, ticks: 6);

        DrawFrame(canvas, x, y);
        Vector2[][] lines = [.. Curves.Select(curve => Points(curve, x, y))];
        for (int i = 0; i < Curves.Length; i++)
            if (Curves[i].Filled) canvas.AreaBelow(lines[i], Height - Bottom, Colour.Palette[i], 0.16f);
        for (int i = 0; i < Curves.Length; i++) canvas.Line(Colour.Palette[i], 2.2f, lines[i]);
        if (Curves.Length > 1) DrawLegend(canvas, lines);
        return canvas.Picture;
    }

    private Vector2[] Points(Curve curve, Axis x, Axis y) =>
        [.. curve.X.Zip(curve.Y).Where(point => double.IsFinite(point.Second)).SkipWhile(point => point.Second < Floor)
            .Select(point => At(x.Place(point.First), y.Place(Math.Max(point.Second, Math.Max(y.Low, Floor)))))];

    /// <summary>From shares of the axes, (0, 0) at the lower left, to pixels.</summary>
    private static Vector2 At(double x, double y) =>
        new(Left + (float)x * (Width - Left - Right), Height - Bottom - (float)y * (Height - Top - Bottom));

    private void DrawFrame(Canvas canvas, Axis x, Axis y)
    {
        foreach (double tick in y.Ticks)
        {
            Vector2 at = At(0, y.Place(tick));
            canvas.Line(Colour.Pale, 1, at, At(1, y.Place(tick)));
            canvas.Text(y.Label(tick), at - new Vector2(10, 0), TextHeight, Colour.Grey, Anchor.Right);
        }
        foreach (double tick in x.Ticks)
        {
            Vector2 at = At(x.Place(tick), 0);
            canvas.Line(Colour.Pale, 1, at, At(x.Place(tick), 1));
            canvas.Line(Colour.Grey, 1, at, at + new Vector2(0, 5));
            canvas.Text(x.Label(tick), at + new Vector2(0, 18), TextHeight, Colour.Grey, Anchor.Centre);
        }
        canvas.Line(Colour.Grey, 1.2f, At(0, 1), At(0, 0), At(1, 0));
        canvas.Text(Title, new Vector2(Left, Top / 2), TitleHeight, Colour.Black);
        canvas.Text(XLabel, new Vector2((Left + Width - Right) / 2, Height - 24), TextHeight, Colour.Black, Anchor.Centre);
        canvas.Text(YLabel, new Vector2(22, (Top + Height - Bottom) / 2), TextHeight, Colour.Black, Anchor.Centre, upwards: true);
    }

    /// <summary>Puts the legend into the corner that the curves leave freest.</summary>
    private void DrawLegend(Canvas canvas, Vector2[][] lines)
    {
        const float row = 24, sample = 30, margin = 12;
        float textWidth = Curves.Max(curve => StrokeFont.Measure(curve.Name)) * TextHeight;
        var size = new Vector2(MathF.Ceiling(sample + textWidth + 3 * margin), row * Curves.Length + margin);
        float left = Left + margin, right = Width - Right - margin - size.X, top = Top + margin, bottom = Height - Bottom - margin - size.Y;
        Vector2 corner = new Vector2[] { new(right, top), new(left, top), new(right, bottom), new(left, bottom) }
            .MinBy(candidate => lines.Sum(line => Along(line).Count(point => Inside(point, candidate, size))));

        canvas.Rectangle(corner, size, Colour.White, 0.9f);
        for (int i = 0; i < Curves.Length; i++)
        {
            Vector2 at = corner + new Vector2(margin, margin / 2 + row * (i + 0.5f));
            canvas.Line(Colour.Palette[i], 2.2f, at, at + new Vector2(sample, 0));
            canvas.Text(Curves[i].Name, at + new Vector2(sample + margin, 0), TextHeight, Colour.Black);
        }
    }

    /// <summary>Points of a line, evenly dense on each of its pieces.</summary>
    private static IEnumerable<Vector2> Along(Vector2[] line) =>
        line.Zip(line.Skip(1)).SelectMany(piece => Enumerable.Range(0, 1 + (int)Vector2.Distance(piece.First, piece.Second))
            .Select(step => Vector2.Lerp(piece.First, piece.Second, step / Math.Max(Vector2.Distance(piece.First, piece.Second), 1))));

    private static bool Inside(Vector2 point, Vector2 corner, Vector2 size) =>
        point.X >= corner.X && point.Y >= corner.Y && point.X <= corner.X + size.X && point.Y <= corner.Y + size.Y;
}
