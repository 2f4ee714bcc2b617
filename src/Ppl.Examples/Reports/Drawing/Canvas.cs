using System.Numerics;

namespace Ppl.Examples;

/// <summary>White paper of pixels on which lines, areas and letters are drawn, antialiased.</summary>
internal sealed class Canvas : ISurface
{
    private readonly float scale;
    private readonly float[] ink;
    private int top, bottom;

    /// <param name="width">Of the picture at its own size.</param>
    /// <param name="height">As the width.</param>
    /// <param name="scale">Pixels of the raster for one of the picture's own.</param>
    public Canvas(float width, float height, float scale)
    {
        this.scale = scale;
        Picture = new Raster((int)MathF.Ceiling(width * scale), (int)MathF.Ceiling(height * scale), channels: 3);
        Picture.Bytes.AsSpan().Fill(255);
        ink = new float[Picture.Width * Picture.Height];
        (top, bottom) = (Picture.Height, 0);
    }

    public Raster Picture { get; }

    public void Lines(IEnumerable<IReadOnlyList<Vector2>> lines, Ink ink, float thickness, Dashes? dashes = null)
    {
        foreach (IReadOnlyList<Vector2> line in dashes is null ? lines : lines.SelectMany(dashes.Cut)) Strokes.Draw(this.ink, Picture.Width, Inked(line, thickness), thickness * scale);
        Paint(ink, 1);
    }

    public void Area(IReadOnlyList<Vector2> outline, Ink ink, float opacity)
    {
        Polygon.Fill(this.ink, Picture.Width, Inked(outline));
        Paint(ink, opacity);
    }

    public void Rectangles(IEnumerable<Box> boxes, Ink ink, float opacity)
    {
        foreach (Box box in boxes)
            Polygon.Fill(this.ink, Picture.Width, Inked([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)]));
        Paint(ink, opacity);
    }

    public void Markers(IEnumerable<Vector2> centres, Marker marker, float radius, Ink ink, float opacity)
    {
        Vector2[] outline = MarkerShape.Outline(marker, radius);
        foreach (Vector2 centre in centres) Polygon.Fill(this.ink, Picture.Width, Inked(Array.ConvertAll(outline, corner => centre + corner)));
        Paint(ink, opacity);
    }

    public void Text(string text, Vector2 at, Lettering lettering)
    {
        if (text.Length == 0) return;
        float height = lettering.Height, width = StrokeFont.Measure(text) * height;
        var start = new Vector2(lettering.Anchor switch { Anchor.Left => 0, Anchor.Centre => -width / 2, _ => -width }, -height / 2);
        Vector2[][] letters = [.. StrokeFont.Write(text).Select(line => Array.ConvertAll(line, point => at + Turn(start + height * point)))];
        float thickness = height * (lettering.Halo ? 0.15f : 0.115f);
        if (lettering.Halo) Lines(letters, Ink.Paper, thickness + 3);
        Lines(letters, lettering.Ink, thickness);

        Vector2 Turn(Vector2 point) => lettering.Upwards ? new Vector2(point.Y, -point.X) : point;
    }

    public void Image(Raster picture, Box box, ImageStyle style)
    {
        int left = (int)MathF.Round(box.Left * scale), top = (int)MathF.Round(box.Top * scale);
        int right = (int)MathF.Round(box.Right * scale), bottom = (int)MathF.Round(box.Bottom * scale);
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                for (int channel = 0; channel < 3; channel++)
                    Picture.Bytes[y * Picture.Stride + 3 * x + channel] = picture.At(
                        (x - left + 0.5f) / (right - left) * picture.Width, (y - top + 0.5f) / (bottom - top) * picture.Height,
                        Math.Min(channel, picture.Channels - 1), smooth: style != ImageStyle.Cells);
    }

    /// <summary>The points in pixels of the raster; notes the rows that their ink may reach.</summary>
    private Vector2[] Inked(IReadOnlyList<Vector2> points, float thickness = 0)
    {
        var scaled = new Vector2[points.Count];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = scale * points[i];
            top = Math.Min(top, (int)(scaled[i].Y - thickness * scale) - 1);
            bottom = Math.Max(bottom, (int)(scaled[i].Y + thickness * scale) + 2);
        }
        return scaled;
    }

    private void Paint(Ink role, float opacity)
    {
        byte[] bytes = Picture.Bytes;
        Colour colour = role.Light;
        int first = Math.Max(top, 0) * Picture.Width, end = Math.Min(bottom, Picture.Height) * Picture.Width;
        for (int i = first; i < end; i++)
        {
            if (ink[i] == 0) continue;
            float share = ink[i] * opacity;
            bytes[3 * i] = Blend(bytes[3 * i], colour.Red, share);
            bytes[3 * i + 1] = Blend(bytes[3 * i + 1], colour.Green, share);
            bytes[3 * i + 2] = Blend(bytes[3 * i + 2], colour.Blue, share);
        }
        if (first < end) Array.Clear(ink, first, end - first);
        (top, bottom) = (Picture.Height, 0);
    }

    private static byte Blend(byte paper, byte colour, float share) => (byte)MathF.Round(paper + share * (colour - paper));
}
