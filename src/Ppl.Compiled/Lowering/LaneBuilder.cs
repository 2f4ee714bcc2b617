namespace Ppl.Compilation;

/// <summary>
/// Cuts the arrays of nodes into lanes (<see cref="Layout"/>). Views vanish on the way: what a <see cref="Take"/> takes evenly along a lane is the same lane, a number, or a place in
/// memory; only what tables say becomes a look-up. A <see cref="Scatter"/> is a sum of lanes, a sum along a lane, or a block to which pieces are added.
/// </summary>
internal sealed class LaneBuilder
{
    private const int NarrowMatrix = 4;            // columns of a product that are lanes
    private const int ShortMatrix = 2 * Loop.PanelRows;
    private const int StoreLength = 4096;

    private readonly LaneGraph graph;
    private readonly Array[] arrays;               // by the numbers of nodes
    private readonly Dictionary<Node, Joined> joined = [];
    private Lane[] store = [];                     // in which new arrays have their lanes
    private int stored;

    /// <summary>Makes the lanes of nodes and of all that they follow from.</summary>
    public LaneBuilder(MemoryPlan memory, IEnumerable<Node> results)
    {
        IReadOnlyList<Node> nodes = Ancestry.Of(results);
        graph = new(memory);
        arrays = new Array[nodes.Count == 0 ? 0 : nodes[^1].Id + 1];
        int lanes = 0;         // about so many are made
        foreach (Node node in nodes) lanes += Layout.Of(node.Shape.AsSpan()).Lanes;
        graph.Expect(lanes);
        foreach (Node node in nodes)
            if (node is not Constant) ArrayOf(node);
    }

    /// <summary>All lanes and blocks, in order.</summary>
    public LaneGraph Graph => graph;

    /// <summary>A node as lanes: a part of a store that many share.</summary>
    private readonly struct Array(Lane[] store, int start, Layout layout)
    {
        public bool IsMade => store is not null;

        public Layout Layout => layout;

        public Span<Lane> Lanes => store.AsSpan(start, layout.Lanes);
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
    private Array ArrayOf(Node node)
    {
        ref Array array = ref arrays[node.Id];
        if (!array.IsMade) array = Of(node);
        return array;
    }

    private Array Of(Node node)
    {
        Array array = New(Layout.Of(node.Shape.AsSpan()));
        switch (node)
        {
            case Elementwise elementwise: FillElements(array, elementwise); break;
            case Take take: FillTaken(array, take.Source, take.Map); break;
            case Scatter scatter: FillScattered(array, scatter); break;
            case Constant constant: FillData(array, constant); break;
            case Point point: Fill(array, graph.Point(point.Count)); break;
            case Product product when product.Matrix.Shape[1] <= NarrowMatrix || product.Matrix.Shape[0] < ShortMatrix: FillProduct(array, product); break;
            case Product { IsTransposed: false } product when Contiguous(product.Vector) is var (entries, offset): Fill(array, graph.Rows(product.Matrix, entries, offset)); break;
            case Product product: Fill(array, graph.Entries(product.Matrix, PaddedRows(product.Vector))); break;
            case Call call: Fill(array, graph.Call(call.Kernel, [.. call.Arguments.Select(Contiguous)], call.Sizes, call.Count)); break;
            default: throw new ArgumentException($"no lanes for a node of kind {node.GetType().Name}", nameof(node));
        }
        return array;
    }

    private Array New(Layout layout)
    {
        if (stored + layout.Lanes > store.Length) (store, stored) = (new Lane[Math.Max(StoreLength, layout.Lanes)], 0);
        var array = new Array(store, stored, layout);
        stored += layout.Lanes;
        return array;
    }

    private void Fill(Array array, Block block)
    {
        Span<Lane> lanes = array.Lanes;
        Layout layout = array.Layout;
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = graph.Read(block, layout.IndexOf(lane, 0), layout.Length == 1 ? 0 : layout.Stride, layout.Length);
    }

    // A number is read from the whole array, so that recursions find what differs from step to step at even distances; a lane lies side by side.
    private void FillData(Array array, Constant constant)
    {
        Span<Lane> lanes = array.Lanes;
        Layout layout = array.Layout;
        Given? whole = layout.Length == 1 && !constant.IsUniform ? graph.Constant(constant.Values) : null;
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = constant.IsUniform ? graph.Number(constant[0]) : whole is not null ? graph.Read(whole, lane) : DataAlong(constant, layout, lane);
    }

    private Lane DataAlong(Constant constant, Layout layout, int lane)
    {
        double[] values = new double[layout.Length];
        for (int i = 0; i < values.Length; i++) values[i] = constant[layout.IndexOf(lane, i)];
        return graph.Data(values);
    }

    private void FillElements(Array array, Elementwise node)
    {
        ReadOnlySpan<Node> operands = node.Operands;
        ReadOnlySpan<Lane> x = ArrayOf(operands[0]).Lanes, y = operands.Length > 1 ? ArrayOf(operands[1]).Lanes : [], z = operands.Length > 2 ? ArrayOf(operands[2]).Lanes : [];
        Span<Lane> lanes = array.Lanes;
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = graph.Operation(node.Operator, x[lane], y.IsEmpty ? null : y[lane], z.IsEmpty ? null : z[lane]);
    }

    private void FillTaken(Array array, Node node, IndexMap map)
    {
        Array source = ArrayOf(node);
        int[] indices = map.ToArray();
        Span<Lane> lanes = array.Lanes;
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = array.Layout.Length == 1 ? ElementOf(source, indices[lane]) : Taken(node, Along(array.Layout, lane, indices));
    }

    private Lane ElementOf(Array source, int index)
    {
        if (source.Layout.Length == 1) return source.Lanes[index];
        (int lane, int position) = source.Layout.Locate(index);
        return graph.At(source.Lanes[lane], position);
    }

    // Elements along one lane: the same lane, a number, or what is read from where they lie.
    private Lane Taken(Node node, int[] indices)
    {
        Array source = ArrayOf(node);
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
        return isOneLane ? graph.Slice(first, places) : graph.Read(isOneBlock ? read!.Block : BlockOf(node), places);
    }

    // All lanes one after another.
    private Joined BlockOf(Node node)
    {
        if (joined.TryGetValue(node, out Joined? block)) return block;
        Array array = ArrayOf(node);
        int length = array.Layout.Length;
        var pieces = new Piece[array.Layout.Lanes];
        for (int lane = 0; lane < pieces.Length; lane++) pieces[lane] = new(array.Lanes[lane], length, lane * length, 1);
        return joined[node] = graph.Join(pieces.Length * length, pieces);
    }

    // What a map of an array's elements says of those along a lane.
    private static int[] Along(Layout layout, int lane, int[] indices)
    {
        int[] along = new int[layout.Length];
        for (int i = 0; i < along.Length; i++) along[i] = indices[layout.IndexOf(lane, i)];
        return along;
    }

    private void FillScattered(Array array, Scatter node)
    {
        var scattering = new Scattering(graph, node.Meeting, array.Layout);
        for (int i = 0; i < node.Operands.Length; i++) Add(scattering, ArrayOf(node.Operands[i]), node.Maps[i]);
        scattering.Fill(array.Lanes);
    }

    private static void Add(Scattering scattering, Array source, IndexMap map)
    {
        int[] indices = map.ToArray();
        ReadOnlySpan<Lane> lanes = source.Lanes;
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            if (source.Layout.Length == 1) scattering.Add(lanes[lane], indices[lane]);
            else scattering.Add(lanes[lane], Along(source.Layout, lane, indices));
        }
    }

    // X v or Xᵀ v as what it says: a broadcast, a product of elements, a sum along a dim.
    private void FillProduct(Array array, Product product)
    {
        Constant matrix = product.Matrix;
        Layout inner = Layout.Of(matrix.Shape.AsSpan());
        (int along, int across) = product.IsTransposed ? (1, 0) : (0, 1);
        Array data = New(inner), vector = New(inner), terms = New(inner);
        FillData(data, matrix);
        FillTaken(vector, product.Vector, Dim(across));
        for (int lane = 0; lane < inner.Lanes; lane++) terms.Lanes[lane] = graph.Operation(Operator.Multiply, data.Lanes[lane], vector.Lanes[lane]);
        var scattering = new Scattering(graph, Meeting.Sum, array.Layout);
        Add(scattering, terms, Dim(along));
        scattering.Fill(array.Lanes);

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
        ReadOnlySpan<Lane> lanes = array.Lanes;
        Layout layout = array.Layout;
        var pieces = new Piece[lanes.Length];
        for (int lane = 0; lane < pieces.Length; lane++) pieces[lane] = new(lanes[lane], layout.Length, layout.IndexOf(lane, 0), layout.Stride);
        return pieces;
    }
}
