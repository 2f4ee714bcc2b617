using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>
/// Makes lanes and blocks, equal ones once. What concerns one number only leaves the vectors here: factors of a vector are multiplied before they meet it, and leave a sum. Terms
/// stay in it: the graph has pulled out those that do not cancel others.
/// </summary>
internal sealed class LaneGraph
{
    private readonly MemoryPlan memory;
    private readonly List<Item> items = [];
    private readonly List<Block> blocks = [];
    private readonly LaneTable known;
    private readonly Dictionary<Lane, Lane> sums = [];
    private readonly Dictionary<Lane, Joined> homes = [];
    private readonly Dictionary<int, Given> constants = [];

    public LaneGraph(MemoryPlan memory) => (this.memory, known) = (memory, new(items));

    /// <summary>All that was made, in order.</summary>
    public ReadOnlySpan<Item> Items => CollectionsMarshal.AsSpan(items);

    /// <summary>Those that are blocks.</summary>
    public ReadOnlySpan<Block> Blocks => CollectionsMarshal.AsSpan(blocks);

    public MemoryPlan Memory => memory;

    /// <summary>Makes room for so many lanes.</summary>
    public void Expect(int lanes)
    {
        items.EnsureCapacity(lanes);
        known.Expect(lanes);
    }

    public Lane Number(double number)
    {
        var content = Content.Of(number);
        return known.Find(content) ?? Add(new Known(items.Count, number), content);
    }

    /// <summary>Data, in memory.</summary>
    public Given Constant(ReadOnlySpan<double> values)
    {
        int offset = memory.Constant(values);
        if (constants.TryGetValue(offset, out Given? block) && block.Length == values.Length) return block;
        return constants[offset] = Add(new Given(items.Count, Compilation.Memory.Constants, values.Length) { Offset = offset });
    }

    /// <summary>Data that are one lane.</summary>
    public Lane Data(ReadOnlySpan<double> values) => values.ContainsAnyExcept(values[0]) ? Read(Constant(values), 0, 1, values.Length) : Number(values[0]);

    public Given Point(int dimension) => Add(new Given(items.Count, Compilation.Memory.Point, dimension));

    public Joined Join(int length, ReadOnlySpan<Piece> pieces, Memory place = Compilation.Memory.Workspace, int space = 0) =>
        Add(new Joined(items.Count, place, length, Math.Max(length, space), pieces, memory.TableSpan));

    public Called Call(Kernel kernel, ImmutableArray<Start> arguments, ImmutableArray<int> sizes, int length) =>
        Add(new Called(items.Count, kernel, arguments, sizes, length));

    public ProductRows Rows(Constant matrix, Block entries, int offset) =>
        Add(new ProductRows(items.Count, memory.Panels(matrix), matrix.Shape[0], matrix.Shape[1], entries, offset));

    public ProductEntries Entries(Constant matrix, Block rows) => Add(new ProductEntries(items.Count, memory.Panels(matrix), matrix.Shape[1], rows));

    /// <summary>Numbers of a block, evenly spaced.</summary>
    public Lane Read(Block block, int offset, int stride = 0, int length = 1, int table = -1)
    {
        var content = Content.OfRead(block, offset, stride, table, length);
        return known.Find(content) ?? Add(new Read(items.Count, block, offset, stride, table, length), content);
    }

    /// <summary>Numbers of a block, evenly spaced or not.</summary>
    public Lane Read(Block block, int[] indices)
    {
        if (indices.Length == 1) return Read(block, indices[0]);
        int stride = indices[1] - indices[0];
        for (int i = 2; i < indices.Length; i++)
            if (indices[i] - indices[i - 1] != stride) return Read(block, 0, 1, indices.Length, memory.Table(indices));
        return stride == 0 ? Read(block, indices[0]) : Read(block, indices[0], stride, indices.Length);
    }

    /// <summary>An element of a lane.</summary>
    public Lane At(Lane lane, int position)
    {
        if (!lane.IsVector) return lane;
        (Block block, int offset, int stride, int table) = Home(lane);
        int place = offset + (table < 0 ? stride * position : memory.TableSpan[table + stride * position]);
        return (block as Joined)?.NumberAt(place) ?? Read(block, place);
    }

    /// <summary>Elements of a vector.</summary>
    public Lane Slice(Lane lane, int[] positions)
    {
        (Block block, int offset, int stride, int table) = Home(lane);
        return Read(block, Array.ConvertAll(positions, position => offset + (table < 0 ? stride * position : memory.TableSpan[table + stride * position])));
    }

    /// <summary>Where the elements of a vector lie, or will.</summary>
    public (Block Block, int Offset, int Stride, int Table) Home(Lane lane)
    {
        if (lane is Read read) return (read.Block, read.Offset, read.Stride, read.Table);
        if (!homes.TryGetValue(lane, out Joined? home)) homes[lane] = home = Join(lane.Length, [new(lane, lane.Length, 0, 1)]);
        return (home, 0, 1, -1);
    }

    /// <summary>The sum or the largest of so many elements of a lane.</summary>
    public Lane Fold(Meeting meeting, Lane lane, int count) =>
        count == 1 ? lane : meeting == Meeting.Sum ? Sum(lane, count) : lane.IsVector ? NewFold(meeting, lane) : lane;

    private Lane Sum(Lane lane, int count)
    {
        if (!lane.IsVector) return Operation(Operator.Multiply, Number(count), lane);
        if (sums.TryGetValue(lane, out Lane? sum)) return sum;
        return sums[lane] = lane switch
        {
            _ when IsData(lane) => Number(SumOf(lane)),
            Operation { Operator: Operator.Negate } negative => Operation(Operator.Negate, Sum(negative[0], count)),
            Operation { Operator: Operator.Multiply } product when !product[0].IsVector => Operation(Operator.Multiply, product[0], Sum(product[1], count)),
            _ => NewFold(Meeting.Sum, lane),
        };
    }

    private double SumOf(Lane data)
    {
        double sum = 0;
        for (int i = 0; i < data.Length; i++) sum += DataAt(data, i);
        return sum;
    }

    private Lane NewFold(Meeting meeting, Lane lane)
    {
        var content = Content.Of(meeting, lane);
        return known.Find(content) ?? Add(new Fold(items.Count, meeting, lane), content);
    }

    /// <summary>What lanes that meet become; what none become where there is none.</summary>
    public Lane Meet(Meeting meeting, ReadOnlySpan<Lane> lanes)
    {
        if (lanes.Length == 0) return Number(meeting == Meeting.Sum ? 0 : double.NegativeInfinity);
        Operator @operator = meeting == Meeting.Sum ? Operator.Add : Operator.Maximum;
        const int Chain = 4;          // longer chains would wait for each other
        if (lanes.Length > Chain)
        {
            int half = lanes.Length / 2;
            return Operation(@operator, Meet(meeting, lanes[..half]), Meet(meeting, lanes[half..]));
        }
        Lane total = lanes[0];
        foreach (Lane lane in lanes[1..]) total = Operation(@operator, total, lane);
        return total;
    }

    /// <summary>A function of lanes.</summary>
    /// <remarks>
    /// Sigmoid and softplus go through one e = exp(-|x|), so that both together, a log likelihood and its gradient, cost one exponential: σ(x) = (x ≥ 0 ? 1 : e) / (1 + e) and
    /// log(1 + eˣ) = max(x, 0) + log(1 + e).
    /// </remarks>
    public Lane Operation(Operator @operator, Lane x, Lane? y = null, Lane? z = null)
    {
        bool isVector = x.IsVector || y is { IsVector: true } || z is { IsVector: true };
        return (@operator, x, y) switch
        {
            (Operator.Detach, _, _) => x,
            (Operator.Negate, Operation { Operator: Operator.Negate } inner, _) => inner[0],
            (Operator.Abs, Operation { Operator: Operator.Negate } inner, _) => Operation(Operator.Abs, inner[0]),
            (Operator.Sigmoid, _, _) when Decay(x) is var e =>
                Operation(Operator.Divide, Operation(Operator.Select, Operation(Operator.GreaterOrEqual, x, Number(0)), Number(1), e), Operation(Operator.Add, Number(1), e)),
            (Operator.Softplus, _, _) => Operation(Operator.Add, Operation(Operator.Maximum, x, Number(0)), Operation(Operator.Log1p, Decay(x))),
            _ => (isVector ? Simplified(@operator, x, y) : null) ?? Evaluated(@operator, x, y, z) ?? NewOperation(@operator, x, y, z, isVector),
        };
    }

    private Lane Decay(Lane x) => Operation(Operator.Exp, Operation(Operator.Negate, Operation(Operator.Abs, x)));

    private Lane? Simplified(Operator @operator, Lane x, Lane? y) => (@operator, x, y) switch
    {
        (Operator.Multiply, Known { Number: 1 }, _) => y,
        (Operator.Multiply or Operator.Divide, _, Known { Number: 1 }) => x,
        (Operator.Add, Known { Number: 0 }, _) => y,
        (Operator.Add or Operator.Subtract, _, Known { Number: 0 }) => x,
        (Operator.Divide, _, { IsVector: false }) => Operation(Operator.Multiply, Operation(Operator.Reciprocal, y), x),
        (Operator.Multiply, { IsVector: false }, _) when Factor(y!) is var (factor, rest) => Operation(Operator.Multiply, Operation(Operator.Multiply, x, factor), rest),
        (Operator.Multiply, _, { IsVector: false }) => Operation(Operator.Multiply, y, x),
        (Operator.Negate, _, _) when Factor(x) is var (factor, rest) => Operation(Operator.Multiply, Operation(Operator.Negate, factor), rest),
        (Operator.Subtract, Operation { Operator: Operator.Multiply, IsVector: true }, { IsVector: false }) => Operation(Operator.Add, x, Operation(Operator.Negate, y)),
        (Operator.Subtract, _, { IsVector: true }) when Factor(y) is var (factor, rest) => Operation(Operator.Add, x, Operation(Operator.Multiply, Operation(Operator.Negate, factor), rest)),
        _ => null,
    };

    // Of data alone: what sums pulled apart leave, and what the graph has not computed because it was one array with what follows from the point.
    private Lane? Evaluated(Operator @operator, Lane x, Lane? y, Lane? z)
    {
        if (!IsData(x) || (y is not null && !IsData(y)) || (z is not null && !IsData(z))) return null;
        double[] values = new double[Math.Max(x.Length, Math.Max(y?.Length ?? 1, z?.Length ?? 1))];
        for (int i = 0; i < values.Length; i++) values[i] = Functions.Apply(@operator, DataAt(x, i), y is null ? 0 : DataAt(y, i), z is null ? 0 : DataAt(z, i));
        return Data(values);
    }

    // A number that is read stays, so that recursions find it at even distances.
    private static bool IsData(Lane lane) => lane is Known or Read { IsVector: true, Block: Given { Memory: Compilation.Memory.Constants } };

    // A number is the same at all places.
    private double DataAt(Lane data, int i) =>
        data is Read read ? memory.ConstantSpan[read.Block.Offset + read.Offset + (read.Table < 0 ? read.Stride * i : memory.TableSpan[read.Table + read.Stride * i])] : ((Known)data).Number;

    // A product of a number and a vector has the number first.
    private static (Lane Number, Lane Vector)? Factor(Lane lane) =>
        lane is Operation { Operator: Operator.Multiply, IsVector: true } product && !product[0].IsVector ? (product[0], product[1]) : null;

    private Lane NewOperation(Operator @operator, Lane x, Lane? y, Lane? z, bool isVector)
    {
        var content = Content.Of(@operator, x, y, z);
        if (known.Find(content) is { } operation) return operation;
        int length = !isVector ? 1 : Math.Max(x.Length, Math.Max(y?.Length ?? 1, z?.Length ?? 1));
        return Add(new Operation(items.Count, @operator, x, y, z, length), content);
    }

    private Lane Add(Lane lane, in Content content)
    {
        items.Add(lane);
        known.Add(lane, content);
        return lane;
    }

    private TBlock Add<TBlock>(TBlock block) where TBlock : Block
    {
        items.Add(block);
        blocks.Add(block);
        return block;
    }
}
