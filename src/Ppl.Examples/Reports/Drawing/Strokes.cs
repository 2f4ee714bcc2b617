using System.Globalization;
using System.Numerics;

namespace Ppl.Examples;

/// <summary>Pen strokes: notation, smoothing, and the ink that they leave on a raster. Digits, letters and plots are drawn with it.</summary>
internal static class Strokes
{
    /// <summary>
    /// Reads strokes: points "x,y" in hundredths, y downwards, strokes divided by '|'. A stroke that starts with '-' is angular,
    /// any other smooth.
    /// </summary>
    public static IReadOnlyList<Stroke> Parse(string notation) =>
        [.. notation.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseStroke)];

    private static Stroke ParseStroke(string text) =>
        new([.. text.TrimStart('-').Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParsePoint)], Smooth: text[0] != '-');

    private static Vector2 ParsePoint(string text)
    {
        string[] numbers = text.Split(',');
        return new Vector2(float.Parse(numbers[0], CultureInfo.InvariantCulture), float.Parse(numbers[1], CultureInfo.InvariantCulture)) / 100;
    }

    /// <summary>The Catmull-Rom curve through the points, as a polyline; the end points count twice.</summary>
    public static Vector2[] Smooth(ReadOnlySpan<Vector2> points, int stepsPerSpan)
    {
        var curve = new Vector2[(points.Length - 1) * stepsPerSpan + 1];
        curve[0] = points[0];
        for (int span = 0, next = 1; span < points.Length - 1; span++)
        {
            Vector2 before = points[Math.Max(span - 1, 0)], from = points[span], to = points[span + 1];
            Vector2 after = points[Math.Min(span + 2, points.Length - 1)];
            for (int step = 1; step <= stepsPerSpan; step++)
            {
                float t = (float)step / stepsPerSpan;
                curve[next++] = 0.5f * (2 * from + t * (to - before + t * (2 * before - 5 * from + 4 * to - after
                    + t * (3 * (from - to) + after - before))));
            }
        }
        return curve;
    }

    /// <summary>
    /// Draws a polyline with a round pen: each pixel holds the largest share of it that any segment covers, so that joints are not inked twice.
    /// </summary>
    /// <param name="ink">Shares in 0..1, by rows.</param>
    /// <param name="width">Width of the raster in pixels.</param>
    /// <param name="line">In pixels; pixel (0, 0) has its centre at (0.5, 0.5).</param>
    /// <param name="thickness">In pixels.</param>
    public static void Draw(Span<float> ink, int width, ReadOnlySpan<Vector2> line, float thickness)
    {
        for (int i = 0; i + 1 < line.Length; i++) DrawSegment(ink, width, line[i], line[i + 1], thickness / 2);
    }

    private static void DrawSegment(Span<float> ink, int width, Vector2 from, Vector2 to, float radius)
    {
        int height = ink.Length / width;
        float reach = radius + 0.5f;
        Vector2 low = Vector2.Min(from, to) - new Vector2(reach + 0.5f), high = Vector2.Max(from, to) + new Vector2(reach - 0.5f);
        int left = Math.Max((int)MathF.Ceiling(low.X), 0), right = Math.Min((int)MathF.Floor(high.X), width - 1);
        int top = Math.Max((int)MathF.Ceiling(low.Y), 0), bottom = Math.Min((int)MathF.Floor(high.Y), height - 1);
        Vector2 along = to - from;
        float inverse = 1 / Math.Max(along.LengthSquared(), 1e-12f);
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++)
            {
                Vector2 offset = new Vector2(x + 0.5f, y + 0.5f) - from;
                float nearest = Math.Clamp(Vector2.Dot(offset, along) * inverse, 0, 1);
                float share = reach - (offset - nearest * along).Length();
                ref float pixel = ref ink[y * width + x];
                if (share > pixel) pixel = Math.Min(share, 1);
            }
    }
}

/// <summary>One movement of the pen, from point to point.</summary>
internal sealed record Stroke(Vector2[] Points, bool Smooth)
{
    /// <summary>The stroke's path as a polyline.</summary>
    public Vector2[] Path(int stepsPerSpan) => Smooth ? Strokes.Smooth(Points, stepsPerSpan) : Points;
}
