namespace Ppl.Handlers;

/// <summary>In which corner of its plate a label stands: where the fewest edges come in or go out.</summary>
internal static class Labels
{
    private const double Inset = 10, Clearance = 3;

    /// <summary>An edge begins to turn before it has left the strip of a label.</summary>
    private const double Turn = 0.3;

    public static void Place(Piece root, IReadOnlyList<Route> routes)
    {
        foreach (Piece plate in root.Plates)
            (plate.IsLabelAbove, plate.IsLabelLeft) = new[] { (false, false), (false, true), (true, true), (true, false) }
                .MinBy(corner => routes.Count(route => Meets(route, plate, corner)));
    }

    /// <summary>Where the label begins and ends, from left to right.</summary>
    public static (double Left, double Right) Span(Piece plate, bool isLeft)
    {
        double width = TextWidth.Of(plate.Label, NodeShape.LabelSize);
        return isLeft ? (plate.Left + Inset, plate.Left + Inset + width) : (plate.Right - Inset - width, plate.Right - Inset);
    }

    private static bool Meets(Route route, Piece plate, (bool IsAbove, bool IsLeft) corner)
    {
        (Piece inner, Piece outer) = corner.IsAbove ? (route.Lower, route.Upper) : (route.Upper, route.Lower);
        if (!inner.Around.Contains(plate) || outer.Around.Contains(plate)) return false;
        int layer = corner.IsAbove ? plate.First : plate.Last;
        (Piece at, Piece towards) = inner.First == layer ? (inner, route.Lane ?? outer) : (route.Lane ?? inner, outer);
        double x = NodeShape.PortCentre(at), turned = x + Turn * (NodeShape.PortCentre(towards) - x);
        (double left, double right) = Span(plate, corner.IsLeft);
        return Math.Min(x, turned) < right + Clearance && Math.Max(x, turned) > left - Clearance;
    }
}
