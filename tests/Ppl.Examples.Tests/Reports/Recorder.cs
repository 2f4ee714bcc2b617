using System.Numerics;

namespace Ppl.Examples.Tests;

/// <summary>A surface that keeps what is drawn on it.</summary>
internal sealed class Recorder : ISurface
{
    public List<(string Text, Box Box)> Texts { get; } = [];

    public List<Vector2> Places { get; } = [];

    public List<(Raster Picture, Box Box)> Images { get; } = [];

    public static Recorder Of(Picture picture)
    {
        var recorder = new Recorder();
        picture.Draw(recorder);
        return recorder;
    }

    public void Lines(IEnumerable<IReadOnlyList<Vector2>> lines, Ink ink, float thickness, Dashes? dashes) => Places.AddRange(lines.SelectMany(line => line));

    public void Area(IReadOnlyList<Vector2> outline, Ink ink, float opacity) => Places.AddRange(outline);

    public void Rectangles(IEnumerable<Box> boxes, Ink ink, float opacity) => Places.AddRange(boxes.SelectMany(Corners));

    public void Markers(IEnumerable<Vector2> centres, Marker marker, float radius, Ink ink, float opacity) => Places.AddRange(centres);

    public void Image(Raster picture, Box box, ImageStyle style)
    {
        Images.Add((picture, box));
        Places.AddRange(Corners(box));
    }

    public void Text(string text, Vector2 at, Lettering lettering)
    {
        if (text.Length == 0) return;
        (float width, float height) = (lettering.Width(text), lettering.Height);
        float start = lettering.Anchor switch { Anchor.Left => 0, Anchor.Centre => -width / 2, _ => -width };
        Box box = lettering.Upwards
            ? new(at.X - height / 2, at.Y - start - width, at.X + height / 2, at.Y - start)
            : new(at.X + start, at.Y - height / 2, at.X + start + width, at.Y + height / 2);
        Texts.Add((text, box));
        Places.AddRange(Corners(box));
    }

    private static Vector2[] Corners(Box box) => [new(box.Left, box.Top), new(box.Right, box.Bottom)];
}
