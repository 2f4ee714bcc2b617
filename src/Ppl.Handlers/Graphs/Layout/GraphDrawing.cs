using System.Globalization;
using System.Net;
using System.Text;

namespace Ppl.Handlers;

/// <summary>
/// A graph as SVG. Latents are white ellipses, observed sites grey ones, deterministic sites dashed; parameters are dots, modules rings, factors black
/// squares; plates are rounded boxes with name and size. Colours are CSS variables of the roles that reports have.
/// </summary>
internal sealed class GraphDrawing
{
    private const string Style = """
        .ppl-graph{--paper:#ffffff;--ink:#1f2328;--muted:#59616b;--grid:#e1e4e8;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        @media screen and (prefers-color-scheme:dark){.ppl-graph{--paper:#15171b;--ink:#e8eaed;--muted:#a2abb5;--grid:#31363d}}
        """;

    private const double ArrowLength = 8, ArrowHalfWidth = 3.2, BetweenPorts = 16, LabelHeight = 8;

    private readonly StringBuilder content = new();
    private readonly GraphLayout layout;
    private readonly ILookup<Piece, Piece> before, after;
    private readonly double[] rowTops, rowBottoms;

    private GraphDrawing(GraphLayout layout)
    {
        this.layout = layout;
        (Piece Upper, Piece Lower)[] segments = [.. layout.Routes.SelectMany(route => route.Segments).Distinct()];
        after = segments.OrderBy(segment => segment.Lower.Centre).ToLookup(segment => segment.Upper, segment => segment.Lower);
        before = segments.OrderBy(segment => segment.Upper.Centre).ToLookup(segment => segment.Lower, segment => segment.Upper);
        ILookup<int, Piece> rows = layout.Root.Leaves.Where(leaf => leaf.Node is not null).ToLookup(leaf => leaf.First);
        int count = rows.Count;
        rowTops = [.. Enumerable.Range(0, count).Select(row => rows[row].Select(leaf => leaf.Top).DefaultIfEmpty().Min())];
        rowBottoms = [.. Enumerable.Range(0, count).Select(row => rows[row].Select(leaf => leaf.Bottom).DefaultIfEmpty().Max())];
    }

    public static string Of(ModelGraph graph, string title)
    {
        var drawing = new GraphDrawing(GraphLayout.Of(graph));
        drawing.Draw();
        (double width, double height) = (Math.Max(drawing.layout.Root.Right, 1), Math.Max(drawing.layout.Root.Bottom, 1));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="ppl-graph" width="{N(width)}" height="{N(height)}" viewBox="0 0 {N(width)} {N(height)}" role="img">
            <title>{Escape(title)}</title>
            <style>
            {Style}
            </style>
            <rect width="100%" height="100%" fill="var(--paper,#ffffff)"/>
            {drawing.content}</svg>

            """;
    }

    private void Draw()
    {
        foreach (Piece plate in layout.Root.Plates) Write($"<rect {Place(plate)} rx=\"8\" fill=\"none\" stroke=\"{Muted}\"/>");
        foreach (Route route in layout.Routes) Draw(route);
        foreach (Piece plate in layout.Root.Plates)
        {
            (double left, double right) = Labels.Span(plate, plate.IsLabelLeft);
            Text(plate.Label, plate.IsLabelLeft ? left : right, plate.IsLabelAbove ? plate.Top + 9 + LabelHeight : plate.Bottom - 8, plate.IsLabelLeft ? "start" : "end", NodeShape.LabelSize, Muted,
                " stroke=\"var(--paper,#ffffff)\" stroke-width=\"3\" paint-order=\"stroke\"");
        }
        foreach (Piece leaf in layout.Root.Leaves)
            if (leaf.Node is { } node) Draw(leaf, node);
    }

    private void Draw(Piece leaf, ModelNode node)
    {
        Write($"<g><title>{Escape(Describe(node))}</title>");
        double x = leaf.Centre, y = leaf.Middle, mark = leaf.Left + NodeShape.Mark;
        string caption = $"font-size=\"{N(NodeShape.CaptionSize)}\" fill=\"{Muted}\"";
        if (NodeShape.IsEllipse(node))
        {
            string fill = node.Kind == ModelNodeKind.Observed ? "var(--grid,#e1e4e8)" : "var(--paper,#ffffff)";
            string dashes = node.Kind == ModelNodeKind.Deterministic ? " stroke-dasharray=\"5 3\"" : "";
            Write($"<ellipse cx=\"{N(x)}\" cy=\"{N(y)}\" rx=\"{N(leaf.Width / 2)}\" ry=\"{N(leaf.Height / 2)}\" fill=\"{fill}\" stroke=\"{Ink}\" stroke-width=\"1.3\"{dashes}/>");
            Text(node.Name, x, node.Caption.Length > 0 ? y - 2 : y + 4.5, "middle", NodeShape.NameSize, Ink);
            if (node.Caption.Length > 0) Text(node.Caption, x, y + 12, "middle", NodeShape.CaptionSize, Muted);
        }
        else
        {
            Write(node.Kind switch
            {
                ModelNodeKind.Factor => $"<rect x=\"{N(mark - 5)}\" y=\"{N(y - 5)}\" width=\"10\" height=\"10\" fill=\"{Ink}\"/>",
                ModelNodeKind.Module => $"<circle cx=\"{N(mark)}\" cy=\"{N(y)}\" r=\"4.5\" fill=\"none\" stroke=\"{Ink}\" stroke-width=\"2.5\"/>",
                _ => $"<circle cx=\"{N(mark)}\" cy=\"{N(y)}\" r=\"4\" fill=\"{Ink}\"/>",
            });
            Write($"<text x=\"{N(leaf.Left + NodeShape.TextStart)}\" y=\"{N(y + 4.5)}\" font-size=\"{N(NodeShape.NameSize)}\" fill=\"{Ink}\">{Escape(node.Name)}"
                + (node.Caption.Length > 0 ? $" <tspan {caption}>{Escape(node.Caption)}</tspan>" : "") + "</text>");
        }
        Write("</g>");
    }

    /// <summary>Straight down through each layer, in a curve from layer to layer: nodes of a layer are passed beside.</summary>
    private void Draw(Route route)
    {
        (Piece upper, Piece lower) = (route.Upper, route.Lower);
        double start = Port(upper, route.Lane ?? lower, after), end = Port(lower, route.Lane ?? upper, before);
        double top = upper.Middle + NodeShape.Reach(upper, start - NodeShape.PortCentre(upper)), bottom = lower.Middle - NodeShape.Reach(lower, end - NodeShape.PortCentre(lower));
        (double from, double to) = route.IsUpwards ? (top + ArrowLength, bottom) : (top, bottom - ArrowLength);
        var path = new StringBuilder($"M{N(start)} {N(from)}");
        if (route.Lane is { } lane) Curve(path, start, from, lane.Centre, upper.First + 1, to);
        Curve(path, route.Lane?.Centre ?? start, from, end, lower.First, to);
        Write($"<path d=\"{path}V{N(to)}\" fill=\"none\" stroke=\"{Ink}\" stroke-width=\"1.2\"/>");
        if (route.IsUpwards) Arrow(start, top, 1);
        else Arrow(end, bottom, -1);
    }

    /// <summary>Down to the end of the layer above a layer, then over to another x at the layer's beginning.</summary>
    private void Curve(StringBuilder path, double x, double from, double next, int layer, double to)
    {
        double above = Math.Max(rowBottoms[layer - 1], from), below = Math.Min(rowTops[layer], to), middle = (above + below) / 2;
        path.Append($"V{N(above)}C{N(x)} {N(middle)} {N(next)} {N(middle)} {N(next)} {N(below)}");
    }

    private void Arrow(double x, double y, int back) =>
        Write($"<path d=\"M{N(x)} {N(y)}L{N(x - ArrowHalfWidth)} {N(y + back * ArrowLength)}H{N(x + ArrowHalfWidth)}z\" fill=\"{Ink}\"/>");

    /// <summary>Where on a leaf the edge to or from another begins: edges stand apart in the order of their other ends.</summary>
    private static double Port(Piece leaf, Piece other, ILookup<Piece, Piece> others)
    {
        Piece[] all = [.. others[leaf]];
        double spread = Math.Min(NodeShape.PortSpread(leaf), BetweenPorts * (all.Length - 1) / 2);
        return NodeShape.PortCentre(leaf) + (all.Length == 1 ? 0 : spread * (2.0 * Array.IndexOf(all, other) / (all.Length - 1) - 1));
    }

    private static string Describe(ModelNode node) =>
        $"{node.Name}: {node.Kind.ToString().ToLowerInvariant()}{(node.Caption.Length > 0 ? $", {node.Caption}" : "")}{string.Concat(node.Plates.Select(frame => $", in {frame.Name}"))}";

    private void Text(string text, double x, double y, string anchor, double size, string fill, string more = "") =>
        Write($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" font-size=\"{N(size)}\" fill=\"{fill}\"{more}>{Escape(text)}</text>");

    private void Write(string element) => content.Append(element).Append('\n');

    /// <summary>XML has no place for most control characters.</summary>
    private static string Escape(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(letter => char.IsControl(letter) ? '\ufffd' : letter)));

    private static string Place(Piece piece) =>
        $"x=\"{N(piece.Left)}\" y=\"{N(piece.Top)}\" width=\"{N(piece.Right - piece.Left)}\" height=\"{N(piece.Bottom - piece.Top)}\"";

    private const string Ink = "var(--ink,#1f2328)", Muted = "var(--muted,#59616b)";

    private static string N(double number) => (Math.Round(number, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
