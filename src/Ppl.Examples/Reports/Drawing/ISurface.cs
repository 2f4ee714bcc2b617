using System.Numerics;

namespace Ppl.Examples;

/// <summary>What pictures are drawn on: SVG text or a raster. Units are pixels of a page at its own size, y grows downwards.</summary>
internal interface ISurface
{
    /// <summary>Draws polylines in one go: where they cross there is no second coat.</summary>
    void Lines(IEnumerable<IReadOnlyList<Vector2>> lines, Ink ink, float thickness, Dashes? dashes = null);

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

/// <summary>How an image is enlarged and what it becomes on dark paper.</summary>
internal enum ImageStyle
{
    /// <summary>Ink on paper: smooth, and bright on dark paper.</summary>
    Ink,

    /// <summary>A photograph: smooth, the same colours on any paper.</summary>
    Photo,

    /// <summary>Coloured cells: hard edges, the same colours on any paper.</summary>
    Cells,
}
