namespace Ppl.Handlers;

/// <summary>
/// Where things stand from left to right: near those that they are connected to, as far as order and plates allow. Order, distances and enclosure are
/// constraints x_j >= x_i + gap; of two points that keep them all their mean does so too.
/// </summary>
internal sealed class Columns
{
    private const double Gap = 22, Inset = 14;
    private const int Rounds = 80;

    /// <summary>Members of one plate stand under one another rather than under a node outside.</summary>
    private const double TogetherWeight = 4;

    /// <summary>How far things move to the middle of the picture in a round, so that what is not connected stays near.</summary>
    private const double Gravity = 0.03;

    private readonly Dictionary<Piece, int> variables = [];    // of a leaf's left end; of a plate's, with the right end's next to it
    private readonly List<(int Left, int Right, double Gap)> constraints = [];
    private readonly Piece root;
    private int count;

    private Columns(Piece root)
    {
        this.root = root;
        Declare(root);
        foreach (Piece piece in root.Plates.Prepend(root)) Constrain(piece);
        Sort();
    }

    public static void Place(Piece root, IReadOnlyList<Route> routes)
    {
        if (root.IsLeaf) return;
        var columns = new Columns(root);
        double[] x = columns.Settle(new double[columns.count]);
        (Piece Upper, Piece Lower)[] segments = [.. routes.SelectMany(route => route.Segments)];
        for (int round = 0; round < Rounds; round++) x = columns.Settle(columns.Wish(x, segments));
        columns.Write(root, x);
        double left = root.Left;
        foreach (Piece piece in root.Plates.Prepend(root).Concat(root.Leaves)) (piece.Left, piece.Right) = (piece.Left - left, piece.Right - left);
    }

    private void Declare(Piece piece)
    {
        variables[piece] = count;
        count += piece.IsLeaf ? 1 : 2;
        foreach (Piece child in piece.Children) Declare(child);
    }

    private int LeftOf(Piece piece) => variables[piece];

    private (int Variable, double Offset) RightOf(Piece piece) => piece.IsLeaf ? (variables[piece], piece.Width) : (variables[piece] + 1, 0);

    private void Constrain(Piece piece)
    {
        constraints.Add((LeftOf(piece), RightOf(piece).Variable, TextWidth.Of(piece.Label, NodeShape.LabelSize) + 2 * Inset));
        foreach (Piece child in piece.Children)
        {
            (int right, double offset) = RightOf(child);
            constraints.Add((LeftOf(piece), LeftOf(child), Inset));
            constraints.Add((right, RightOf(piece).Variable, offset + Inset));
        }
        for (int layer = piece.First; layer <= piece.Last; layer++)
        {
            Piece[] row = [.. piece.Children.Where(child => child.First <= layer && layer <= child.Last)];
            for (int i = 0; i + 1 < row.Length; i++)
            {
                (int right, double offset) = RightOf(row[i]);
                constraints.Add((right, LeftOf(row[i + 1]), offset + Gap));
            }
        }
    }

    /// <summary>Puts each constraint after those that its left side depends on.</summary>
    private void Sort()
    {
        ILookup<int, (int Left, int Right, double Gap)> leaving = constraints.ToLookup(constraint => constraint.Left);
        int[] waiting = new int[count];
        foreach ((_, int right, _) in constraints) waiting[right]++;
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(variable => waiting[variable] == 0));
        constraints.Clear();
        while (ready.TryDequeue(out int variable))
            foreach ((int Left, int Right, double Gap) constraint in leaving[variable])
            {
                constraints.Add(constraint);
                if (--waiting[constraint.Right] == 0) ready.Enqueue(constraint.Right);
            }
    }

    /// <summary>A point near the wish that keeps all constraints: the mean of the one that only moves to the right and the one that only moves to the left.</summary>
    private double[] Settle(double[] wish)
    {
        double[] right = [.. wish], left = [.. wish];
        foreach ((int i, int j, double gap) in constraints) right[j] = Math.Max(right[j], right[i] + gap);
        foreach ((int i, int j, double gap) in Enumerable.Reverse(constraints)) left[i] = Math.Min(left[i], left[j] - gap);
        return [.. right.Zip(left, (a, b) => (a + b) / 2)];
    }

    /// <summary>Each leaf half way to the mean of its neighbours, each plate close around its members.</summary>
    private double[] Wish(double[] x, (Piece Upper, Piece Lower)[] segments)
    {
        double middle = (x[LeftOf(root)] + x[RightOf(root).Variable]) / 2;
        double[] wish = [.. x], pull = new double[count], weight = new double[count];
        foreach ((Piece upper, Piece lower) in segments)
        {
            double strength = upper.Parent == lower.Parent ? TogetherWeight : 1;
            double offset = x[LeftOf(lower)] + Port(lower) - x[LeftOf(upper)] - Port(upper);
            (pull[LeftOf(upper)], weight[LeftOf(upper)]) = (pull[LeftOf(upper)] + strength * offset, weight[LeftOf(upper)] + strength);
            (pull[LeftOf(lower)], weight[LeftOf(lower)]) = (pull[LeftOf(lower)] - strength * offset, weight[LeftOf(lower)] + strength);
        }
        for (int i = 0; i < count; i++)
            wish[i] += (weight[i] > 0 ? pull[i] / weight[i] / 2 : 0) + Gravity * (middle - x[i]);
        Tighten(root, wish);
        return wish;
    }

    private static double Port(Piece leaf) => leaf.Node is { } node && !NodeShape.IsEllipse(node) ? NodeShape.Mark : leaf.Width / 2;

    private void Tighten(Piece piece, double[] x)
    {
        if (piece.IsLeaf) return;
        foreach (Piece child in piece.Children) Tighten(child, x);
        x[LeftOf(piece)] = piece.Children.Min(child => x[LeftOf(child)]) - Inset;
        x[RightOf(piece).Variable] = piece.Children.Max(child => x[RightOf(child).Variable] + RightOf(child).Offset) + Inset;
    }

    /// <summary>A plate is as narrow as its members and its label allow: the room that it gives up breaks no constraint.</summary>
    private void Write(Piece piece, double[] x)
    {
        piece.Left = x[LeftOf(piece)];
        piece.Right = x[RightOf(piece).Variable] + RightOf(piece).Offset;
        if (piece.IsLeaf) return;
        foreach (Piece child in piece.Children) Write(child, x);
        double label = TextWidth.Of(piece.Label, NodeShape.LabelSize) + 2 * Inset;
        piece.Left = Math.Min(piece.Children.Min(child => child.Left) - Inset, piece.Right - label);
        piece.Right = Math.Max(piece.Children.Max(child => child.Right) + Inset, piece.Left + label);
    }
}
