namespace Ppl.Handlers;

/// <summary>How large a node is drawn, and where its outline is.</summary>
internal static class NodeShape
{
    public const double NameSize = 13, CaptionSize = 11, LabelSize = 11;

    /// <summary>The half height of an ellipse with one line of text, and with two.</summary>
    private const double OneLine = 17, TwoLines = 24;

    /// <summary>How far from the left end of a parameter or factor its mark is, and where its text begins.</summary>
    public const double Mark = 6, TextStart = 16;

    public static bool IsEllipse(ModelNode node) => node.Kind is ModelNodeKind.Latent or ModelNodeKind.Observed or ModelNodeKind.Deterministic;

    public static (double Width, double Height) Size(ModelNode node)
    {
        double name = TextWidth.Of(node.Name, NameSize), caption = TextWidth.Of(node.Caption, CaptionSize);
        if (!IsEllipse(node)) return (TextStart + name + (caption > 0 ? 6 + caption : 0), 20);
        // The corners of the text lie on an ellipse of half height b: half width = half the text / sqrt(1 - (half its height / b)^2).
        double half = caption > 0 ? Math.Max(name, caption) / 2 / Math.Sqrt(1 - 15 * 15 / (TwoLines * TwoLines)) : name / 2 / Math.Sqrt(1 - 8 * 8 / (OneLine * OneLine));
        return (2 * Math.Max(half + 3, TwoLines + 4), 2 * (caption > 0 ? TwoLines : OneLine));
    }

    /// <summary>Where edges meet a leaf: x of its middle.</summary>
    public static double PortCentre(Piece leaf) => leaf.Node is { } node && !IsEllipse(node) ? leaf.Left + Mark : leaf.Centre;

    /// <summary>How far to the left and to the right of that the edges may spread.</summary>
    public static double PortSpread(Piece leaf) => leaf.Node is { } node && IsEllipse(node) ? 0.55 * leaf.Width / 2 : 0;

    /// <summary>How far above and below its middle a node's outline is at a distance from its centre.</summary>
    public static double Reach(Piece leaf, double distance)
    {
        if (leaf.Node is not { } node) return 0;
        if (!IsEllipse(node)) return 6;
        double share = distance / (leaf.Width / 2);
        return leaf.Height / 2 * Math.Sqrt(1 - share * share);
    }
}
