namespace Ppl.Compilation;

/// <summary>
/// Cuts the arrays of nodes into lanes (<see cref="Layout"/>). Views vanish on the way: what a <see cref="Take"/> takes evenly along a lane is the same lane, a number, or a place in
/// memory; only what tables say becomes a look-up. A <see cref="Scatter"/> is a sum of lanes, a sum along a lane, or a block to which pieces are added.
/// </summary>
internal sealed class LaneBuilder
{
    private const int NarrowMatrix = 4;            // columns of a product that are lanes
    private const int ShortMatrix = 2 * Loop.PanelRows;

    private readonly LaneGraph graph;
    private readonly Array?[] arrays;              // by the numbers of nodes

    /// <summary>Makes the lanes of nodes and of all that they follow from.</summary>
    public LaneBuilder(MemoryPlan memory, IEnumerable<Node> results)
    {
        IReadOnlyList<Node> nodes = Ancestry.Of(results);
        graph = new(memory);
        arrays = new Array?[nodes.Count == 0 ? 0 : nodes[^1].Id + 1];
        int lanes = 0;
        foreach (Node node in nodes) lanes += LanesFor(node);
        graph.Expect(lanes);
        foreach (Node node in nodes)
            if (node is not Constant) ArrayOf(node);

        // About so many are made: one for each element, or pair of elements that meet.
        static int LanesFor(Node node) => node switch
        {
            Elementwise => Layout.Of(node.Shape.AsSpan()).Lanes,
            Scatter scatter => scatter.Sources.Sum(static source => Layout.Of(source.Shape.AsSpan()).Lanes),
            _ => 0,
        };
    }

    /// <summary>All lanes and blocks, in order.</summary>
    public LaneGraph Graph => graph;

    /// <summary>A node as lanes.</summary>
    private sealed class Array(Lane[] lanes, Layout layout)
    {
        public Lane[] Lanes { get; } = lanes;

        public Layout Layout { get; } = layout;

        /// <summary>All lanes one after another, once that is asked for.</summary>
        public Joined? Block { get; set; }
    }

    /// <summary>The lane of a node that is a number.</summary>
    public Lane Number(Node node) => node.Count == 1 ? ArrayOf(node).Lanes[0] : throw new ArgumentException($"a node of {node.Count} elements is no number", nameof(node));

    /// <summary>A node's elements as results, which begin at an offset.</summary>
    public Joined Result(Node node, int offset)
    {
        Array array = ArrayOf(node);
        // What is only put together to be a result is put together there.
        ReadOnlySpan<Piece> pieces = array.Lanes is [Read { Block: Joined block, Offset: 0, Stride: 1, Table: < 0 } read] && block.Length == read.Length ? block.Pieces.AsSpan() : Pieces(array);
        Joined result = graph.Join(node.Count, pieces, Memory.Result);
        result.Offset = offset;
        return result;
    }

    // Data are cut when they are asked for: a matrix that lies by panels is not.
    private Array ArrayOf(Node node) => arrays[node.Id] ??= Of(node);

    private Array Of(Node node)
    {
        Layout layout = Layout.Of(node.Shape.AsSpan());
        Lane[] lanes = node switch
        {
            Elementwise elementwise => Elements(elementwise, layout),
            Take take => Taken(ArrayOf(take.Source), take.Map, layout),
            Scatter scatter => Scattered(scatter, layout),
            Constant constant => Data(constant, layout),
            Point point => Filled(graph.Point(point.Count), layout),
            Product product when product.Matrix.Shape[1] <= NarrowMatrix || product.Matrix.Shape[0] < ShortMatrix => ProductOfLanes(product, layout),
            Product { IsTransposed: false } product when Contiguous(product.Vector) is var (entries, offset) => Filled(graph.Rows(product.Matrix, entries, offset), layout),
            Product product => Filled(graph.Entries(product.Matrix, PaddedRows(product.Vector)), layout),
            Call call => Filled(graph.Call(call.Kernel, [.. call.Arguments.Select(Contiguous)], call.Sizes, call.Count), layout),
            _ => throw new ArgumentException($"no lanes for a node of kind {node.GetType().Name}", nameof(node)),
        };
        return new(lanes, layout);
    }

    private Lane[] Filled(Block block, Layout layout)
    {
        var lanes = new Lane[layout.Lanes];
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = graph.Read(block, layout.IndexOf(lane, 0), layout.Length == 1 ? 0 : layout.Stride, layout.Length);
        return lanes;
    }

    // A number is read from the whole array, so that recursions find what differs from step to step at even distances; a lane lies side by side.
    private Lane[] Data(Constant constant, Layout layout)
    {
        var lanes = new Lane[layout.Lanes];
        Given? whole = layout.Length == 1 && !constant.IsUniform ? graph.Constant(constant.Values) : null;
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = constant.IsUniform ? graph.Number(constant[0]) : whole is not null ? graph.Read(whole, lane) : DataAlong(constant, layout, lane);
        return lanes;
    }

    private Lane DataAlong(Constant constant, Layout layout, int lane)
    {
        double[] values = new double[layout.Length];
        for (int i = 0; i < values.Length; i++) values[i] = constant[layout.IndexOf(lane, i)];
        return values.AsSpan().ContainsAnyExcept(values[0]) ? graph.Read(graph.Constant(values), 0, 1, values.Length) : graph.Number(values[0]);
    }

    private Lane[] Elements(Elementwise node, Layout layout)
    {
        Lane[] x = ArrayOf(node.Operands[0]).Lanes;
        Lane[]? y = node.Operands.Length > 1 ? ArrayOf(node.Operands[1]).Lanes : null, z = node.Operands.Length > 2 ? ArrayOf(node.Operands[2]).Lanes : null;
        var lanes = new Lane[layout.Lanes];
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = graph.Operation(node.Operator, x[lane], y?[lane], z?[lane]);
        return lanes;
    }

    private Lane[] Taken(Array source, IndexMap map, Layout layout)
    {
        int[] indices = map.ToArray();
        var lanes = new Lane[layout.Lanes];
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = layout.Length == 1 ? ElementOf(source, indices[lane]) : Taken(source, Along(layout, lane, indices));
        return lanes;
    }

    private Lane ElementOf(Array source, int index)
    {
        (int lane, int position) = source.Layout.Locate(index);
        return graph.At(source.Lanes[lane], position);
    }

    // Elements along one lane: the same lane, a number, or what is read from where they lie.
    private Lane Taken(Array source, int[] indices)
    {
        (int lane, int position) = source.Layout.Locate(indices[0]);
        Lane first = source.Lanes[lane];
        var read = first as Read;
        bool isOneLane = true, isRun = indices.Length == first.Length, isOneBlock = read is { Table: < 0 };
        for (int i = 0; i < indices.Length; i++)
        {
            (lane, position) = source.Layout.Locate(indices[i]);
            Lane at = source.Lanes[lane];
            isOneLane &= at == first;
            isRun &= position == i;
            isOneBlock &= at is Read { Table: < 0 } other && other.Block == read?.Block;
        }
        if (isOneLane && (isRun || !first.IsVector)) return first;

        int[] places = new int[indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            (lane, position) = source.Layout.Locate(indices[i]);
            places[i] = isOneLane ? position : isOneBlock && source.Lanes[lane] is Read at ? at.Offset + at.Stride * position : lane * source.Layout.Length + position;
        }
        return isOneLane ? graph.Slice(first, places) : graph.Read(isOneBlock ? read!.Block : BlockOf(source), places);
    }

    private Joined BlockOf(Array source)
    {
        int length = source.Layout.Length;
        return source.Block ??= graph.Join(source.Lanes.Length * length, [.. source.Lanes.Select((lane, i) => new Piece(lane, length, i * length, 1))]);
    }

    // What a map of an array's elements says of those along a lane.
    private static int[] Along(Layout layout, int lane, int[] indices)
    {
        int[] along = new int[layout.Length];
        for (int i = 0; i < along.Length; i++) along[i] = indices[layout.IndexOf(lane, i)];
        return along;
    }

    private Lane[] Scattered(Scatter node, Layout layout)
    {
        var scattering = new Scattering(graph, node.Meeting, layout);
        for (int i = 0; i < node.Operands.Length; i++) Add(scattering, ArrayOf(node.Operands[i]), node.Maps[i]);
        return scattering.Lanes();
    }

    private static void Add(Scattering scattering, Array source, IndexMap map)
    {
        int[] indices = map.ToArray();
        for (int lane = 0; lane < source.Lanes.Length; lane++)
        {
            if (source.Layout.Length == 1) scattering.Add(source.Lanes[lane], indices[lane]);
            else scattering.Add(source.Lanes[lane], Along(source.Layout, lane, indices));
        }
    }

    // X v or Xᵀ v as what it says: a broadcast, a product of elements, a sum along a dim.
    private Lane[] ProductOfLanes(Product product, Layout layout)
    {
        Constant matrix = product.Matrix;
        Layout inner = Layout.Of(matrix.Shape.AsSpan());
        (int along, int across) = product.IsTransposed ? (1, 0) : (0, 1);
        Lane[] data = Data(matrix, inner), vector = Taken(ArrayOf(product.Vector), Dim(across), inner);
        var terms = new Lane[inner.Lanes];
        for (int lane = 0; lane < terms.Length; lane++) terms[lane] = graph.Operation(Operator.Multiply, data[lane], vector[lane]);
        var scattering = new Scattering(graph, Meeting.Sum, layout);
        Add(scattering, new(terms, inner), Dim(along));
        return scattering.Lanes();

        StridedMap Dim(int dim) => new(matrix.Shape, dim == 0 ? [1, 0] : [0, 1]);
    }

    // Where the elements of a node lie side by side, row by row.
    private Start Contiguous(Node node)
    {
        Array array = ArrayOf(node);
        if (node.Count > 0 && array.Lanes[0] is Read first)
        {
            bool isSo = true;
            for (int lane = 0; lane < array.Lanes.Length && isSo; lane++)
                isSo = array.Lanes[lane] is Read { Table: < 0 } read && read.Block == first.Block && read.Offset == first.Offset + array.Layout.IndexOf(lane, 0)
                    && (array.Layout.Length == 1 || (read.IsVector && read.Stride == array.Layout.Stride));
            if (isSo) return new(first.Block, first.Offset);
        }
        return new(graph.Join(node.Count, Pieces(array)), 0);
    }

    private Block PaddedRows(Node node) =>
        ArrayOf(node).Lanes is [Read { Block: ProductRows rows, Offset: 0, Stride: 1, Table: < 0 } read] && read.Length == rows.Length
            ? rows
            : graph.Join(node.Count, Pieces(ArrayOf(node)), space: Panel.Padded(node.Count));

    private static Piece[] Pieces(Array array)
    {
        var pieces = new Piece[array.Lanes.Length];
        for (int lane = 0; lane < pieces.Length; lane++) pieces[lane] = new(array.Lanes[lane], array.Layout.Length, array.Layout.IndexOf(lane, 0), array.Layout.Stride);
        return pieces;
    }
}
