namespace Ppl.Handlers;

/// <summary>Where things stand from above: a layer under the other, with room between them for arrows, for the ends of plates and for their labels.</summary>
internal static class Rows
{
    private const double Margin = 14, PlateEnd = 12, LabelledEnd = 26;

    /// <summary>The room for arrows between two layers; more where they go far to a side.</summary>
    private const double ArrowRoom = 34, MostArrowRoom = 70, Slope = 0.12;

    public static void Place(Piece root, IReadOnlyList<Route> routes)
    {
        ILookup<int, Piece> layers = root.Leaves.Where(leaf => leaf.Node is not null).ToLookup(leaf => leaf.First);
        ILookup<int, double> shifts = routes.SelectMany(route => route.Segments)
            .ToLookup(segment => segment.Lower.First, segment => Math.Abs(NodeShape.PortCentre(segment.Upper) - NodeShape.PortCentre(segment.Lower)));
        double y = Margin;
        for (int layer = root.First; layer <= root.Last; layer++)
        {
            if (layer > root.First) y += Math.Clamp(Slope * shifts[layer].DefaultIfEmpty().Max() + ArrowRoom / 2, ArrowRoom, MostArrowRoom);
            y += layers[layer].Max(leaf => leaf.Around.Where(piece => piece.Parent is not null && piece.First == layer).Sum(Above));
            double height = layers[layer].Max(leaf => leaf.Height);
            foreach (Piece leaf in layers[layer]) (leaf.Top, leaf.Bottom) = (y + (height - leaf.Height) / 2, y + (height + leaf.Height) / 2);
            foreach (Piece lane in root.Leaves.Where(leaf => leaf.Node is null))
            {
                if (lane.First == layer) lane.Top = y;
                if (lane.Last == layer) lane.Bottom = y + height;
            }
            y += height + layers[layer].Max(leaf => leaf.Around.Where(piece => piece.Parent is not null && piece.Last == layer).Sum(Below));
        }
        foreach (Piece plate in root.Plates.Reverse()) Enclose(plate, layers);
        (root.Top, root.Bottom) = (0, y + Margin);
    }

    /// <summary>From its first layer's top to its last layer's bottom, and around the plates inside.</summary>
    private static void Enclose(Piece plate, ILookup<int, Piece> layers)
    {
        Piece[] inner = [.. plate.Children.Where(child => !child.IsLeaf)];
        plate.Top = inner.Where(child => child.First == plate.First).Select(child => child.Top).Append(layers[plate.First].Min(leaf => leaf.Top)).Min() - Above(plate);
        plate.Bottom = inner.Where(child => child.Last == plate.Last).Select(child => child.Bottom).Append(layers[plate.Last].Max(leaf => leaf.Bottom)).Max() + Below(plate);
    }

    /// <summary>Between a plate's upper side and what is in it.</summary>
    private static double Above(Piece piece) => piece.IsLeaf ? 0 : piece.IsLabelAbove ? LabelledEnd : PlateEnd;

    /// <summary>Between a plate's lower side and what is in it.</summary>
    private static double Below(Piece piece) => piece.IsLeaf ? 0 : piece.IsLabelAbove ? PlateEnd : LabelledEnd;
}
