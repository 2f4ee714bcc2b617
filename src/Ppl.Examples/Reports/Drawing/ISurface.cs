using System.Numerics;

namespace Ppl.Examples;

/// <summary>What pictures are drawn on: SVG text or a raster. Units are pixels of a page at its own size, y grows downwards.</summary>
internal interface ISurface
{
    /// <summary>Draws polylines in one go: where they cross there is no second coat.</summary>
    void Lines(IEnumerable<IReadOnlyList<Vector2>> lines, Ink ink, float thickness);

    /// <summary>Fills what a closed polygon encloses.</summary>
    void Area(IReadOnlyList<Vector2> outline, Ink ink, float opacity);

    /// <summary>Fills rectangles in one go.</summary>
    void Rectangles(IEnumerable<Box> boxes, Ink ink, float opacity);

    /// <summary>Draws a marker at each point in one go.</summary>
    void Markers(IEnumerable<Vector2> centres, Marker marker, float radius, Ink ink, float opacity);

    /// <summary>Writes a text; the middle of its capitals is at the point's y.</summary>
    void Text(string text, Vector2 at, Lettering lettering);

    /// <summary>Stretches a picture over a rectangle.</summary>
    void Image(Raster picture, Box box, ImageStyle style);
}

/// <summary>An upright rectangle.</summary>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    public Vector2 Centre => new((Left + Right) / 2, (Top + Bottom) / 2);
}

/// <summary>Where a text stands to its point, horizontally.</summary>
internal enum Anchor { Left, Centre, Right }

/// <summary>How an image is enlarged and what it becomes on dark paper.</summary>
internal enum ImageStyle
{
    /// <summary>Ink on paper: smooth, and bright on dark paper.</summary>
    Ink,

    /// <summary>Coloured cells: hard edges, the same colours on any paper.</summary>
    Cells,
}

/// <summary>How a text is written.</summary>
/// <param name="Height">Of its capitals.</param>
/// <param name="Ink">Its colour.</param>
/// <param name="Anchor">Where it stands to its point.</param>
/// <param name="Upwards">Whether it is read from below.</param>
/// <param name="Halo">Whether paper shows around the letters, so that they can be read on data.</param>
internal sealed record Lettering(float Height, Ink Ink, Anchor Anchor = Anchor.Left, bool Upwards = false, bool Halo = false)
{
    /// <summary>Letters of a browser are wider than ours by up to so much, depending on its fonts.</summary>
    private const float Slack = 1.18f;

    /// <summary>The width of a text in the widest of the fonts that may be met.</summary>
    public float Width(string text) => text.Length == 0 ? 0 : StrokeFont.Measure(text) * Height * Slack;

    /// <summary>The text, or as much of its beginning as the width holds.</summary>
    public string Fit(string text, float width)
    {
        if (Width(text) <= width) return text;
        int length = text.Length;
        while (length > 0 && Width(text[..length] + "…") > width) length--;
        return text[..length].TrimEnd() + "…";
    }
}
