namespace Ppl.Handlers;

/// <summary>
/// Where all of a graph stands: layered, as Sugiyama, Tagawa and Toda (1981) draw digraphs, with plates as columns. Everything lies below what it
/// depends on. In its layers a plate holds a stretch of its own from left to right, so that it encloses its members and nobody else.
/// </summary>
internal sealed class GraphLayout
{
    private GraphLayout(Piece root, IReadOnlyList<Route> routes) => (Root, Routes) = (root, routes);

    /// <summary>The whole picture, from (0, 0).</summary>
    public Piece Root { get; }

    /// <summary>The edges.</summary>
    public IReadOnlyList<Route> Routes { get; }

    public static GraphLayout Of(ModelGraph graph)
    {
        Piece root = Piece.Of(PlateBox.Of(graph));
        if (root.IsLeaf) return new GraphLayout(root, []);
        Dictionary<string, Piece> leaves = root.Leaves.Where(leaf => leaf.Node is not null).ToDictionary(leaf => leaf.Node!.Name);
        Layers.Assign(graph, leaves);
        Route[] routes = Route.Of(graph.Edges.Select(edge => (leaves[edge.From], leaves[edge.To])));
        SetLayers(root);
        LeafOrder.Improve(root, routes);
        Columns.Place(root, routes);
        Labels.Place(root, routes);
        Rows.Place(root, routes);
        return new GraphLayout(root, routes);
    }

    private static void SetLayers(Piece piece)
    {
        foreach (Piece child in piece.Children) SetLayers(child);
        if (!piece.IsLeaf) (piece.First, piece.Last) = (piece.Children.Min(child => child.First), piece.Children.Max(child => child.Last));
    }
}

/// <summary>The way of an edge: from the upper node to the lower one, by a lane where there are layers between.</summary>
/// <param name="Upper">The upper end.</param>
/// <param name="Lane">Null where the ends' layers are neighbours. Edges with one upper end share a lane.</param>
/// <param name="Lower">The lower end.</param>
/// <param name="IsUpwards">Whether the edge goes from the lower end to the upper.</param>
internal sealed record Route(Piece Upper, Piece? Lane, Piece Lower, bool IsUpwards)
{
    public static Route[] Of(IEnumerable<(Piece From, Piece To)> edges)
    {
        var lanes = new Dictionary<(Piece, Piece, bool), Piece>();
        return [.. edges.Select(edge => Between(edge.From, edge.To, lanes))];
    }

    /// <summary>From stop to stop, the layers that are passed between two stops being the lane's.</summary>
    public IEnumerable<(Piece Upper, Piece Lower)> Segments => Lane is null ? [(Upper, Lower)] : [(Upper, Lane), (Lane, Lower)];

    private static Route Between(Piece from, Piece to, Dictionary<(Piece, Piece, bool), Piece> lanes)
    {
        bool isUpwards = from.First > to.First;
        (Piece upper, Piece lower) = isUpwards ? (to, from) : (from, to);
        if (lower.First == upper.First + 1) return new Route(upper, null, lower, isUpwards);
        Piece plate = upper.Parent!.Around.First(lower.Around.Contains);
        if (!lanes.TryGetValue((upper, plate, isUpwards), out Piece? lane)) lanes[(upper, plate, isUpwards)] = lane = Piece.Lane(upper, plate);
        lane.Last = Math.Max(lane.Last, lower.First - 1);
        return new Route(upper, lane, lower, isUpwards);
    }
}

/// <summary>The layer of each node: one below the lowest of those that it depends on; what depends on nothing, one above the first that needs it.</summary>
internal static class Layers
{
    public static void Assign(ModelGraph graph, IReadOnlyDictionary<string, Piece> leaves)
    {
        Dictionary<string, int> order = graph.Nodes.Select((node, i) => (node.Name, i)).ToDictionary();
        // Branches may perform two sites in either order; for the layers, the one met first is above.
        ILookup<string, string> above = graph.Edges
            .Select(edge => order[edge.From] < order[edge.To] ? (Upper: edge.From, Lower: edge.To) : (Upper: edge.To, Lower: edge.From))
            .ToLookup(pair => pair.Lower, pair => pair.Upper);
        foreach (ModelNode node in graph.Nodes) leaves[node.Name].First = above[node.Name].Select(name => leaves[name].First + 1).DefaultIfEmpty(0).Max();
        foreach (ModelNode source in graph.Nodes.Where(node => !above[node.Name].Any()))
        {
            int[] below = [.. graph.Nodes.Where(node => above[node.Name].Contains(source.Name)).Select(node => leaves[node.Name].First)];
            if (below.Length > 0) leaves[source.Name].First = below.Min() - 1;
        }
        foreach (Piece leaf in leaves.Values) leaf.Last = leaf.First;
    }
}
