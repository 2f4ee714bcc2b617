namespace Ppl.Handlers;

/// <summary>
/// The order from left to right in each plate: by barycentres, then by exchanges of neighbours, so that few edges cross and all are short.
/// </summary>
internal static class LeafOrder
{
    private const int Sweeps = 12;

    /// <summary>Exchanges are tried only where there are fewer edges than this in a layer and between two: each try counts the crossings.</summary>
    private const int ManySegments = 150;

    public static void Improve(Piece root, IReadOnlyList<Route> routes)
    {
        (Piece Upper, Piece Lower)[] segments = [.. routes.SelectMany(route => route.Segments)];
        ILookup<Piece, Piece> neighbours = segments.Concat(segments.Select(segment => (Upper: segment.Lower, Lower: segment.Upper)))
            .ToLookup(segment => segment.Upper, segment => segment.Lower);
        double best = Cost(root, segments);
        Dictionary<Piece, Piece[]> order = Snapshot(root);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            Dictionary<Piece, double> places = Places([.. root.Leaves]);
            SortByBarycentre(root, neighbours, places);
            double cost = Cost(root, segments);
            if (cost < best) (best, order) = (cost, Snapshot(root));
        }
        foreach ((Piece piece, Piece[] children) in order) Reorder(piece, children);
        if (segments.Length < ManySegments) Exchange(root, segments, best);
    }

    private static void SortByBarycentre(Piece piece, ILookup<Piece, Piece> neighbours, IReadOnlyDictionary<Piece, double> places)
    {
        if (piece.IsLeaf) return;
        foreach (Piece child in piece.Children) SortByBarycentre(child, neighbours, places);
        Reorder(piece, [.. piece.Children.OrderBy(child => Barycentre(child))]);

        double Barycentre(Piece child)
        {
            double[] around = [.. child.Leaves.SelectMany(leaf => neighbours[leaf]).Where(leaf => !child.Leaves.Contains(leaf)).Select(leaf => places[leaf])];
            return around.Length > 0 ? around.Average() : child.Leaves.Average(leaf => places[leaf]);
        }
    }

    private static void Exchange(Piece root, (Piece Upper, Piece Lower)[] segments, double best)
    {
        Piece[] boxes = [root, .. root.Plates];
        for (bool isBetter = true; isBetter;)
        {
            isBetter = false;
            foreach (List<Piece> children in boxes.Select(box => box.Children))
                for (int i = 0; i + 1 < children.Count; i++)
                    for (int j = i + 1; j < children.Count; j++)
                    {
                        (children[i], children[j]) = (children[j], children[i]);
                        double cost = Cost(root, segments);
                        if (cost < best - 1e-9) (best, isBetter) = (cost, true);
                        else (children[i], children[j]) = (children[j], children[i]);
                    }
        }
    }

    /// <summary>Crossings, each as much as an edge across half a layer.</summary>
    private static double Cost(Piece root, (Piece Upper, Piece Lower)[] segments)
    {
        Piece[] leaves = [.. root.Leaves], lanes = [.. leaves.Where(leaf => leaf.Node is null)];
        Dictionary<Piece, double> places = Places(leaves);
        Dictionary<Piece, int> order = leaves.Select((leaf, i) => (leaf, i)).ToDictionary();
        double cost = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            (Piece upper, Piece lower) = segments[i];
            double length = Math.Abs(places[upper] - places[lower]);
            cost += 0.1 * length + 0.05 * length * length;
            for (int j = 0; j < i; j++)
                if (segments[j].Lower.First == lower.First && (order[segments[j].Upper] - order[upper]) * (order[segments[j].Lower] - order[lower]) < 0) cost++;
            foreach (Piece lane in lanes)
                if (lane.First < lower.First && lane.Last >= lower.First && (order[lane] - order[upper]) * (order[lane] - order[lower]) < 0) cost++;
        }
        return cost;
    }

    /// <summary>The places of the leaves in their layers, each layer's around 0; of a lane, on the average.</summary>
    private static Dictionary<Piece, double> Places(Piece[] leaves)
    {
        int[] lengths = new int[leaves.Max(leaf => leaf.Last) + 1], next = new int[lengths.Length];
        foreach (Piece leaf in leaves)
            for (int layer = leaf.First; layer <= leaf.Last; layer++) lengths[layer]++;
        var places = new Dictionary<Piece, double>(leaves.Length);
        foreach (Piece leaf in leaves)
        {
            double sum = 0;
            for (int layer = leaf.First; layer <= leaf.Last; layer++) sum += next[layer]++ - (lengths[layer] - 1) / 2.0;
            places[leaf] = sum / (leaf.Last - leaf.First + 1);
        }
        return places;
    }

    private static Dictionary<Piece, Piece[]> Snapshot(Piece root) =>
        root.Plates.Prepend(root).ToDictionary(piece => piece, piece => piece.Children.ToArray());

    private static void Reorder(Piece piece, Piece[] children)
    {
        piece.Children.Clear();
        piece.Children.AddRange(children);
    }
}
