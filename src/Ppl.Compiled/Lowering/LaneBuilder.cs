using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// Cuts the arrays of nodes into lanes (<see cref="Layout"/>). Views vanish on the way: what a <see cref="Take"/> takes evenly along a lane is the same lane, a number, or a place in
/// memory; only what tables say becomes a look-up. A <see cref="Scatter"/> is a sum of lanes, a sum along a lane, or a block to which pieces are added.
/// </summary>
internal sealed class LaneBuilder(MemoryPlan memory)
{
    private const int NarrowMatrix = 4;            // columns of a product that are lanes
    private const int ShortMatrix = 2 * Loop.PanelRows;

    private readonly LaneGraph graph = new(memory);
    private readonly Dictionary<Node, Array> arrays = [];

    /// <summary>All lanes and blocks, in order.</summary>
    public LaneGraph Graph => graph;

    /// <summary>A node as lanes.</summary>
    private sealed record Array(Lane[] Lanes, Layout Layout)
    {
        /// <summary>All lanes one after another, once that is asked for.</summary>
        public Joined? Block { get; set; }
    }

    /// <summary>Makes the lanes of nodes and of all that they follow from.</summary>
    public void Add(IEnumerable<Node> results)
    {
        IReadOnlyList<Node> nodes = Ancestry.Of(results);
        graph.Expect(nodes.OfType<Elementwise>().Sum(static node => Layout.Of(node.Shape.AsSpan()).Lanes));
        foreach (Node node in nodes)
            if (node is not Constant) ArrayOf(node);
    }

    /// <summary>The lane of a node that is a number.</summary>
    public Lane Number(Node node) => node.Count == 1 ? ArrayOf(node).Lanes[0] : throw new ArgumentException($"a node of {node.Count} elements is no number", nameof(node));

    /// <summary>A node's elements as results, which begin at an offset.</summary>
    public Joined Result(Node node, int offset)
    {
        Array array = ArrayOf(node);
        // What is only put together to be a result is put together there.
        ImmutableArray<Piece> pieces = array.Lanes is [Read { Block: Joined block, Offset: 0, Stride: 1, Table: < 0 } read] && block.Length == read.Length ? block.Pieces : Pieces(array);
        Joined result = graph.Join(node.Count, pieces, Memory.Result);
        result.Offset = offset;
        return result;
    }

    // Data are cut when they are asked for: a matrix that lies by panels is not.
    private Array ArrayOf(Node node) => arrays.TryGetValue(node, out Array? array) ? array : arrays[node] = Of(node);

    private Array Of(Node node)
    {
        Layout layout = Layout.Of(node.Shape.AsSpan());
        Array Filled(Block block) => new(Lanes(layout, lane => graph.Read(block, layout.IndexOf(lane, 0), layout.Length == 1 ? 0 : layout.Stride, layout.Length)), layout);
        return node switch
        {
            Constant constant => new(Data(constant, layout), layout),
            Point point => Filled(graph.Point(point.Count)),
            Elementwise elementwise => new(Elements(elementwise, layout), layout),
            Take take => new(Taken(ArrayOf(take.Source), take.Map, layout), layout),
            Scatter scatter => new(Scattered(scatter.Operands.Select((source, i) => (ArrayOf(source), scatter.Maps[i])), scatter.Meeting, layout), layout),
            Product product when product.Matrix.Shape[1] <= NarrowMatrix || product.Matrix.Shape[0] < ShortMatrix => new(ProductOfLanes(product, layout), layout),
            Product { IsTransposed: false } product when Contiguous(product.Vector) is var (entries, offset) => Filled(graph.Rows(product.Matrix, entries, offset)),
            Product product => Filled(graph.Entries(product.Matrix, PaddedRows(product.Vector))),
            Call call => Filled(graph.Call(call.Kernel, [.. call.Operands.Select(Contiguous)], call.Sizes, call.Count)),
            _ => throw new ArgumentException($"no lanes for a node of kind {node.GetType().Name}", nameof(node)),
        };
    }

    private static Lane[] Lanes(Layout layout, Func<int, Lane> lane)
    {
        var lanes = new Lane[layout.Lanes];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = lane(i);
        return lanes;
    }

    // A number is read from the whole array, so that recursions find what differs from step to step at even distances; a lane lies side by side.
    private Lane[] Data(Constant constant, Layout layout)
    {
        if (constant.IsUniform) return Lanes(layout, _ => graph.Number(constant[0]));
        if (layout.Length == 1) return Lanes(layout, lane => graph.Read(graph.Constant(constant.Values.ToArray()), lane));
        return Lanes(layout, lane =>
        {
            double[] values = new double[layout.Length];
            for (int i = 0; i < values.Length; i++) values[i] = constant[layout.IndexOf(lane, i)];
            return values.AsSpan().ContainsAnyExcept(values[0]) ? graph.Read(graph.Constant(values), 0, 1, values.Length) : graph.Number(values[0]);
        });
    }

    private Lane[] Elements(Elementwise node, Layout layout)
    {
        Lane[] x = ArrayOf(node.Operands[0]).Lanes;
        Lane[]? y = node.Operands.Length > 1 ? ArrayOf(node.Operands[1]).Lanes : null, z = node.Operands.Length > 2 ? ArrayOf(node.Operands[2]).Lanes : null;
        return Lanes(layout, lane => graph.Operation(node.Operator, x[lane], y?[lane], z?[lane]));
    }

    private Lane[] Taken(Array source, IndexMap map, Layout layout)
    {
        int[] indices = map.ToArray();
        return Lanes(layout, lane =>
        {
            if (layout.Length == 1 && source.Layout.Locate(indices[lane]) is var (only, position)) return graph.At(source.Lanes[only], position);
            var places = new (int Lane, int Position)[layout.Length];
            for (int i = 0; i < places.Length; i++) places[i] = source.Layout.Locate(indices[layout.IndexOf(lane, i)]);
            return Taken(source, places);
        });
    }

    private Lane Taken(Array source, (int Lane, int Position)[] places)
    {
        Lane first = source.Lanes[places[0].Lane];
        if (places.All(place => source.Lanes[place.Lane] == first))
        {
            if (!first.IsVector) return first;
            return places.Length == first.Length && IsRun(places) ? first : graph.Slice(first, System.Array.ConvertAll(places, place => place.Position));
        }
        if (first is Read { Table: < 0 } read && places.All(place => source.Lanes[place.Lane] is Read { Table: < 0 } other && other.Block == read.Block))
            return graph.Read(read.Block, System.Array.ConvertAll(places, place => source.Lanes[place.Lane] is Read lane ? lane.Offset + lane.Stride * place.Position : 0));
        Block block = source.Block ??= graph.Join(source.Lanes.Length * source.Layout.Length, [.. source.Lanes.Select((lane, i) => new Piece(lane, source.Layout.Length, i * source.Layout.Length, 1))]);
        return graph.Read(block, System.Array.ConvertAll(places, place => place.Lane * source.Layout.Length + place.Position));
    }

    private static bool IsRun((int Lane, int Position)[] places)
    {
        for (int i = 0; i < places.Length; i++)
            if (places[i].Position != i) return false;
        return true;
    }

    private Lane[] Scattered(IEnumerable<(Array Source, IndexMap Map)> sources, Meeting meeting, Layout layout)
    {
        var scattering = new Scattering(graph, meeting, layout);
        foreach ((Array source, IndexMap map) in sources)
        {
            int[] indices = map.ToArray();
            for (int lane = 0; lane < source.Lanes.Length; lane++)
            {
                int[] places = new int[source.Layout.Length];
                for (int i = 0; i < places.Length; i++) places[i] = indices[source.Layout.IndexOf(lane, i)];
                scattering.Add(source.Lanes[lane], places);
            }
        }
        return scattering.Lanes();
    }

    // X v or Xᵀ v as what it says: a broadcast, a product of elements, a sum along a dim.
    private Lane[] ProductOfLanes(Product product, Layout layout)
    {
        Constant matrix = product.Matrix;
        Layout inner = Layout.Of(matrix.Shape.AsSpan());
        (int along, int across) = product.IsTransposed ? (1, 0) : (0, 1);
        Lane[] data = Data(matrix, inner), vector = Taken(ArrayOf(product.Vector), Along(across), inner);
        Lane[] terms = Lanes(inner, lane => graph.Operation(Operator.Multiply, data[lane], vector[lane]));
        return Scattered([(new(terms, inner), Along(along))], Meeting.Sum, layout);

        StridedMap Along(int dim) => new(matrix.Shape, dim == 0 ? [1, 0] : [0, 1]);
    }

    // Where the elements of a node lie side by side, row by row.
    private (Block Block, int Offset) Contiguous(Node node)
    {
        Array array = ArrayOf(node);
        if (node.Count > 0 && array.Lanes[0] is Read first)
        {
            bool isSo = true;
            for (int lane = 0; lane < array.Lanes.Length && isSo; lane++)
                isSo = array.Lanes[lane] is Read { Table: < 0 } read && read.Block == first.Block && read.Offset == first.Offset + array.Layout.IndexOf(lane, 0)
                    && (array.Layout.Length == 1 || (read.IsVector && read.Stride == array.Layout.Stride));
            if (isSo) return (first.Block, first.Offset);
        }
        return (graph.Join(node.Count, Pieces(array)), 0);
    }

    private Block PaddedRows(Node node) =>
        ArrayOf(node).Lanes is [Read { Block: ProductRows rows, Offset: 0, Stride: 1, Table: < 0 } read] && read.Length == rows.Length
            ? rows
            : graph.Join(node.Count, Pieces(ArrayOf(node)), space: Panel.Padded(node.Count));

    private static ImmutableArray<Piece> Pieces(Array array) =>
        [.. array.Lanes.Select((value, lane) => new Piece(value, array.Layout.Length, array.Layout.IndexOf(lane, 0), array.Layout.Stride))];
}
