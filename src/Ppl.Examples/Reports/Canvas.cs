using System.Numerics;

namespace Ppl.Examples;

/// <summary>A colour of the screen.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour White => new(255, 255, 255);
    public static Colour Black => new(34, 34, 34);
    public static Colour Grey => new(110, 110, 110);
    public static Colour Pale => new(226, 228, 231);

    /// <summary>Colours that stay apart for people who see red and green alike (M. Okabe, K. Ito).</summary>
    public static IReadOnlyList<Colour> Palette { get; } = [new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167)];
}

/// <summary>Where a text stands to its point, horizontally.</summary>
internal enum Anchor { Left, Centre, Right }

/// <summary>White paper on which lines, areas and letters are drawn, antialiased. Units are pixels, y grows downwards.</summary>
internal sealed class Canvas
{
    private readonly float[] ink;

    public Canvas(int width, int height)
    {
        Picture = new Raster(width, height, channels: 3);
        Picture.Bytes.AsSpan().Fill(255);
        ink = new float[width * height];
    }

    public Raster Picture { get; }

    /// <summary>Draws lines in one go: where they cross there is no second coat.</summary>
    public void Lines(IEnumerable<Vector2[]> lines, Colour colour, float thickness)
    {
        foreach (Vector2[] line in lines) Strokes.Draw(ink, Picture.Width, line, thickness);
        Paint(colour, 1);
    }

    /// <summary>Draws one line.</summary>
    public void Line(Colour colour, float thickness, params Vector2[] points) => Lines([points], colour, thickness);

    /// <summary>Fills a rectangle whose corners lie on whole pixels.</summary>
    public void Rectangle(Vector2 corner, Vector2 size, Colour colour, float opacity)
    {
        for (int y = (int)corner.Y; y < (int)(corner.Y + size.Y); y++)
            ink.AsSpan(y * Picture.Width + (int)corner.X, (int)size.X).Fill(1);
        Paint(colour, opacity);
    }

    /// <summary>Fills the area between a curve, whose points go from left to right, and a horizontal line below it.</summary>
    public void AreaBelow(Vector2[] curve, float baseline, Colour colour, float opacity)
    {
        for (int piece = 0; piece + 1 < curve.Length; piece++)
        {
            (Vector2 from, Vector2 to) = (curve[piece], curve[piece + 1]);
            for (int x = (int)MathF.Ceiling(from.X - 0.5f); x + 0.5f < to.X; x++)
            {
                float upper = from.Y + (x + 0.5f - from.X) / (to.X - from.X) * (to.Y - from.Y);
                for (int y = (int)upper; y < baseline; y++)
                    ink[y * Picture.Width + x] = Math.Min(y + 1, baseline) - Math.Max(y, upper);
            }
        }
        Paint(colour, opacity);
    }

    /// <summary>Writes a text; its capitals are <paramref name="height"/> high and their middle is at the point's y.</summary>
    public void Text(string text, Vector2 at, float height, Colour colour, Anchor anchor = Anchor.Left, bool upwards = false)
    {
        float width = StrokeFont.Measure(text) * height;
        var start = new Vector2(anchor switch { Anchor.Left => 0, Anchor.Centre => -width / 2, _ => -width }, -height / 2);
        Lines(StrokeFont.Write(text).Select(line => Array.ConvertAll(line, point => at + Turn(start + height * point))), colour, 0.6f + height * 0.075f);

        Vector2 Turn(Vector2 point) => upwards ? new Vector2(point.Y, -point.X) : point;
    }

    private void Paint(Colour colour, float opacity)
    {
        byte[] bytes = Picture.Bytes;
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] == 0) continue;
            float share = ink[i] * opacity;
            bytes[3 * i] = Blend(bytes[3 * i], colour.Red, share);
            bytes[3 * i + 1] = Blend(bytes[3 * i + 1], colour.Green, share);
            bytes[3 * i + 2] = Blend(bytes[3 * i + 2], colour.Blue, share);
        }
        Array.Clear(ink);
    }

    private static byte Blend(byte paper, byte colour, float share) => (byte)MathF.Round(paper + share * (colour - paper));
}
