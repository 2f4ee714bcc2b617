namespace Ppl.Handlers;

/// <summary>One piece of a layout: a node, a lane in which edges pass layers, or a plate around others. Lengths are pixels, y grows downwards.</summary>
internal sealed class Piece
{
    private Piece(Piece? parent, ModelNode? node, string label)
    {
        (Parent, Node, Label) = (parent, node, label);
        parent?.Children.Add(this);
    }

    /// <summary>The plate around it; null for the whole picture.</summary>
    public Piece? Parent { get; }

    /// <summary>The node; null for a lane and for a plate.</summary>
    public ModelNode? Node { get; }

    /// <summary>A plate's name and size; empty for a leaf and for the whole picture.</summary>
    public string Label { get; }

    /// <summary>What is inside a plate, from left to right; empty for a leaf.</summary>
    public List<Piece> Children { get; } = [];

    /// <summary>The uppermost of its layers.</summary>
    public int First { get; set; }

    /// <summary>The lowest of its layers.</summary>
    public int Last { get; set; }

    /// <summary>Whether a plate's label stands under its upper side, else over its lower one.</summary>
    public bool IsLabelAbove { get; set; }

    /// <summary>Whether a plate's label stands at its left side, else at its right one.</summary>
    public bool IsLabelLeft { get; set; }

    public double Width { get; private init; }

    public double Height { get; private init; }

    public double Left { get; set; }

    public double Right { get; set; }

    public double Top { get; set; }

    public double Bottom { get; set; }

    public double Centre => (Left + Right) / 2;

    public double Middle => (Top + Bottom) / 2;

    public bool IsLeaf => Children.Count == 0;

    /// <summary>The leaves in it, from left to right; itself if it is one.</summary>
    public IEnumerable<Piece> Leaves => IsLeaf ? [this] : Children.SelectMany(child => child.Leaves);

    /// <summary>The plates in it, outer ones first.</summary>
    public IEnumerable<Piece> Plates => Children.Where(child => !child.IsLeaf).SelectMany(child => child.Plates.Prepend(child));

    /// <summary>the pieces around it, the nearest first, itself included.</summary>
    public IEnumerable<Piece> Around
    {
        get
        {
            for (Piece? piece = this; piece is not null; piece = piece.Parent) yield return piece;
        }
    }

    /// <summary>A box of plates and nodes, with all that is in it.</summary>
    public static Piece Of(PlateBox box, Piece? parent = null)
    {
        var piece = new Piece(parent, node: null, box.Label);
        foreach (ModelNode node in box.Nodes)
        {
            (double width, double height) = NodeShape.Size(node);
            _ = new Piece(piece, node, "") { Width = width, Height = height };
        }
        foreach (PlateBox inner in box.Boxes) Of(inner, piece);
        return piece;
    }

    /// <summary>Where edges from a leaf pass the layers below it, in the innermost plate around both ends.</summary>
    public static Piece Lane(Piece from, Piece plate) => new(plate, node: null, "") { Width = 6, First = from.First + 1, Last = from.First + 1 };
}
