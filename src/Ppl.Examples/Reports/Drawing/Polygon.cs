using System.Numerics;

namespace Ppl.Examples;

/// <summary>The ink that a filled polygon leaves on a raster.</summary>
internal static class Polygon
{
    /// <summary>Lines by which a row of pixels is sampled.</summary>
    private const int Samples = 4;

    /// <summary>Fills a closed polygon by the even-odd rule; exact along each of four lines in a row of pixels.</summary>
    /// <param name="ink">Shares in 0..1, by rows.</param>
    /// <param name="width">Width of the raster in pixels.</param>
    /// <param name="outline">In pixels; the last corner is joined to the first.</param>
    public static void Fill(Span<float> ink, int width, ReadOnlySpan<Vector2> outline)
    {
        if (outline.Length < 3) return;
        (float top, float bottom) = (float.MaxValue, float.MinValue);
        foreach (Vector2 corner in outline) (top, bottom) = (Math.Min(top, corner.Y), Math.Max(bottom, corner.Y));
        int last = Math.Min((int)MathF.Ceiling(bottom), ink.Length / width) - 1;
        List<float> crossings = [];
        for (int y = Math.Max((int)top, 0); y <= last; y++)
            for (int sample = 0; sample < Samples; sample++)
            {
                Cross(outline, y + (sample + 0.5f) / Samples, crossings);
                for (int i = 0; i + 1 < crossings.Count; i += 2) Cover(ink.Slice(y * width, width), crossings[i], crossings[i + 1]);
            }
    }

    /// <summary>Where a horizontal line meets the outline, from left to right.</summary>
    private static void Cross(ReadOnlySpan<Vector2> outline, float y, List<float> crossings)
    {
        crossings.Clear();
        Vector2 from = outline[^1];
        foreach (Vector2 to in outline)
        {
            if (from.Y <= y != to.Y <= y) crossings.Add(from.X + (y - from.Y) / (to.Y - from.Y) * (to.X - from.X));
            from = to;
        }
        crossings.Sort();
    }

    private static void Cover(Span<float> row, float left, float right)
    {
        (left, right) = (Math.Max(left, 0), Math.Min(right, row.Length));
        for (int x = (int)left; x < right; x++)
            row[x] = Math.Min(1, row[x] + (Math.Min(x + 1, right) - Math.Max(x, left)) / Samples);
    }
}
