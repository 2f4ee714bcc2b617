using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace Ppl.Examples;

/// <summary>Draws as SVG text that stands in an HTML page. Colours are CSS variables, so that they follow the page's scheme.</summary>
internal sealed class SvgSurface(float width, float height, string title) : ISurface
{
    /// <summary>A font's size in heights of its capitals.</summary>
    private const float FontSize = 1.36f;

    private readonly StringBuilder content = new();

    /// <summary>The whole element.</summary>
    public override string ToString() =>
        $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\">\n<title>{WebUtility.HtmlEncode(title)}</title>\n{content}</svg>";

    public void Lines(IEnumerable<IReadOnlyList<Vector2>> lines, Ink ink, float thickness, Dashes? dashes)
    {
        string pattern = dashes is null ? "" : $" stroke-dasharray=\"{N(dashes.Length)} {N(dashes.Gap)}\"";
        Write($"<path d=\"{string.Concat(lines.Select(Path))}\" fill=\"none\" stroke=\"{Var(ink)}\" stroke-width=\"{N(thickness)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{pattern}/>");
    }

    public void Area(IReadOnlyList<Vector2> outline, Ink ink, float opacity) => Fill(Path(outline) + "z", ink, opacity);

    public void Rectangles(IEnumerable<Box> boxes, Ink ink, float opacity) =>
        Fill(string.Concat(boxes.Select(box => $"M{N(box.Left)} {N(box.Top)}H{N(box.Right)}V{N(box.Bottom)}H{N(box.Left)}z")), ink, opacity);

    /// <summary>One path with short relative steps from marker to marker; a circle is a line without length and with round ends.</summary>
    public void Markers(IEnumerable<Vector2> centres, Marker marker, float radius, Ink ink, float opacity)
    {
        Vector2[] outline = MarkerShape.Outline(marker, radius);
        var from = new Pen();
        if (marker == Marker.Circle)
        {
            string dots = string.Concat(centres.Select(centre => $"m{from.To(centre)}h0"));
            Write($"<path d=\"{dots}\" stroke=\"{Var(ink)}\" stroke-width=\"{N(2 * radius)}\" stroke-linecap=\"round\" stroke-opacity=\"{N(opacity)}\"/>");
            return;
        }
        var round = new Pen();
        _ = round.To(outline[0]);
        string steps = "l" + string.Join(' ', outline.Skip(1).Select(corner => round.To(corner))) + "z";
        Fill(string.Concat(centres.Select(centre => $"m{from.To(centre + outline[0])}{steps}")), ink, opacity);
    }

    public void Text(string text, Vector2 at, Lettering lettering)
    {
        string anchor = lettering.Anchor switch { Anchor.Left => "start", Anchor.Centre => "middle", _ => "end" };
        string place = lettering.Upwards
            ? $"transform=\"translate({N(at.X + lettering.Height / 2)} {N(at.Y)}) rotate(-90)\""
            : $"x=\"{N(at.X)}\" y=\"{N(at.Y + lettering.Height / 2)}\"";
        string halo = lettering.Halo ? $" stroke=\"{Var(Ink.Paper)}\" stroke-width=\"3\" paint-order=\"stroke\" font-weight=\"600\"" : "";
        Write($"<text {place} text-anchor=\"{anchor}\" font-size=\"{N(lettering.Height * FontSize)}\" fill=\"{Var(lettering.Ink)}\"{halo}>{WebUtility.HtmlEncode(text)}</text>");
    }

    public void Image(Raster picture, Box box, ImageStyle style) =>
        Write($"<image x=\"{N(box.Left)}\" y=\"{N(box.Top)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" preserveAspectRatio=\"none\" class=\"{style.ToString().ToLowerInvariant()}\" href=\"data:image/png;base64,{Convert.ToBase64String(Png.Encode(picture))}\"/>");

    private void Fill(string path, Ink ink, float opacity) => Write($"<path d=\"{path}\" fill=\"{Var(ink)}\" fill-opacity=\"{N(opacity)}\"/>");

    private void Write(string element) => content.Append(element).Append('\n');

    private static string Path(IReadOnlyList<Vector2> line) =>
        line.Count == 0 ? "" : $"M{N(line[0].X)} {N(line[0].Y)}L{string.Join(' ', line.Skip(1).DefaultIfEmpty(line[0]).Select(point => $"{N(point.X)} {N(point.Y)}"))}";

    /// <summary>The variable, with its value on light paper for a picture that is taken out of its page.</summary>
    private static string Var(Ink ink) => $"var(--{ink.Name},{ink.Light})";

    private static string N(float number) => (MathF.Round(number, 2) + 0f).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Where the last relative step ended, on a lattice of tenths: rounding does not add up.</summary>
    private sealed class Pen
    {
        private int x, y;

        public string To(Vector2 point)
        {
            int nextX = (int)MathF.Round(10 * point.X), nextY = (int)MathF.Round(10 * point.Y);
            string step = FormattableString.Invariant($"{(nextX - x) / 10.0:0.#} {(nextY - y) / 10.0:0.#}").Replace(" -", "-", StringComparison.Ordinal);
            (x, y) = (nextX, nextY);
            return step;
        }
    }
}
