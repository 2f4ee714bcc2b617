namespace Ppl.Examples;

/// <summary>A picture that is described once and drawn on any surface.</summary>
internal abstract record Picture(string Title)
{
    /// <summary>Pixels of the raster for one pixel of the page: plots stay sharp when they are enlarged or printed.</summary>
    private const float RasterScale = 2;

    /// <summary>The picture as an SVG element of an HTML page.</summary>
    public string ToSvg()
    {
        (float width, float height) = Size;
        var surface = new SvgSurface(width, height, Title);
        Draw(surface);
        return surface.ToString();
    }

    /// <summary>The picture as pixels, on white.</summary>
    public Raster ToRaster()
    {
        (float width, float height) = Size;
        var canvas = new Canvas(width, height, RasterScale);
        Draw(canvas);
        return canvas.Picture;
    }

    /// <summary>Its size on the page, in pixels.</summary>
    public abstract (float Width, float Height) Size { get; }

    public abstract void Draw(ISurface surface);
}
