using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>The nodes of a graph, each found by what it says, whatever its number: nodes that say the same of the same operands are one.</summary>
/// <remarks>
/// Open addressing. Rules ask for most nodes many times, so those that they make most, functions of elements and numbers, are looked up before they are made.
/// </remarks>
internal sealed class NodeTable
{
    private const int ChunkBits = 12;

    /// <summary>By number, in chunks; the first grows to the length of the others. One array for all would be copied whenever it grows, and be a large object, which costs full collections.</summary>
    private readonly List<Entry[]> chunks = [new Entry[32]];

    /// <summary>From the hash of a node on: 1 + its number; 0 where there is none. At most half full.</summary>
    private int[] slots = new int[64];

    /// <summary>How many nodes there are: the number of the next one.</summary>
    public int Count { get; private set; }

    /// <summary>The node, or the one that says the same.</summary>
    public Node Once(Node node)
    {
        int hash = HashOf(node);
        for (int slot = SlotOf(hash); slots[slot] > 0; slot = After(slot))
            if (Known(slot, hash) is { } known && SayTheSame(known, node)) return known;
        return Add(node, hash);
    }

    /// <summary>A function of elements.</summary>
    public Node Once(Operator @operator, ReadOnlySpan<Node> operands)
    {
        int hash = HashOf(@operator, operands);
        for (int slot = SlotOf(hash); slots[slot] > 0; slot = After(slot))
            if (Known(slot, hash) is Elementwise known && known.Operator == @operator && AreSame(known.Operands, operands)) return known;
        return Add(new Elementwise(Count, @operator, operands), hash);
    }

    /// <summary>One number in all places of a shape.</summary>
    public Node Once(double number, ImmutableArray<int> shape)
    {
        int hash = HashOf([number], shape);
        for (int slot = SlotOf(hash); slots[slot] > 0; slot = After(slot))
            if (Known(slot, hash) is Constant known && SayTheSame(known, [number], shape)) return known;
        return Add(new Constant(Count, [number], shape), hash);
    }

    private static bool SayTheSame(Node one, Node other) => (one, other) switch
    {
        (Point a, Point b) => a.Count == b.Count,
        (Constant a, Constant b) => SayTheSame(a, b.Values, b.Shape),
        (Elementwise a, Elementwise b) => a.Operator == b.Operator && AreSame(a.Operands, b.Operands),
        (Take a, Take b) => a.Source == b.Source && AreSame(a.Shape, b.Shape) && a.Map.Equals(b.Map),
        (Scatter a, Scatter b) => a.Meeting == b.Meeting && AreSame(a.Shape, b.Shape) && AreSame(a.Operands, b.Operands) && AreSame(a.Maps, b.Maps),
        (Product a, Product b) => a.IsTransposed == b.IsTransposed && AreSame(a.Operands, b.Operands),
        (Call a, Call b) => a.Kernel == b.Kernel && AreSame(a.Sizes, b.Sizes) && AreSame(a.Shape, b.Shape) && AreSame(a.Operands, b.Operands),
        _ => false,
    };

    // By their bits: 0 is not -0, and NaN is NaN.
    private static bool SayTheSame(Constant constant, ReadOnlySpan<double> values, ImmutableArray<int> shape) =>
        AreSame(constant.Shape, shape) && MemoryMarshal.AsBytes(constant.Values).SequenceEqual(MemoryMarshal.AsBytes(values));

    private static bool AreSame(ImmutableArray<int> one, ImmutableArray<int> other) => one == other || one.AsSpan().SequenceEqual(other.AsSpan());

    private static bool AreSame(ReadOnlySpan<Node> one, ReadOnlySpan<Node> other)
    {
        if (one.Length != other.Length) return false;
        for (int i = 0; i < one.Length; i++)
            if (one[i] != other[i]) return false;
        return true;
    }

    private static bool AreSame(ImmutableArray<IndexMap> one, ImmutableArray<IndexMap> other)
    {
        if (one.Length != other.Length) return false;
        for (int i = 0; i < one.Length; i++)
            if (!one[i].Equals(other[i])) return false;
        return true;
    }

    private static int HashOf(Node node) => node switch
    {
        Constant constant => HashOf(constant.Values, constant.Shape),
        Elementwise elementwise => HashOf(elementwise.Operator, elementwise.Operands),
        Take take => Mixed(Mixed(1, take.Source.Id), take.Map.GetHashCode()),
        Scatter scatter => Mixed(HashOf(2, scatter.Operands), scatter.Maps.IsEmpty ? 0 : scatter.Maps[0].GetHashCode()),
        Product product => HashOf(3, product.Operands),
        Call call => HashOf(4 + (int)call.Kernel, call.Operands),
        _ => node.Count,
    };

    private static int HashOf(Operator @operator, ReadOnlySpan<Node> operands) => HashOf(-1 - (int)@operator, operands);

    private static int HashOf(int kind, ReadOnlySpan<Node> operands)
    {
        int hash = kind;
        foreach (Node operand in operands) hash = Mixed(hash, operand.Id);
        return hash;
    }

    private static int HashOf(ReadOnlySpan<double> values, ImmutableArray<int> shape)
    {
        int hash = 0;
        foreach (double value in values) hash = Mixed(hash, BitConverter.DoubleToInt64Bits(value).GetHashCode());
        foreach (int length in shape) hash = Mixed(hash, length);
        return hash;
    }

    private static int Mixed(int hash, int value) => (int)(((uint)hash ^ (uint)value) * 0x9E3779B1) ^ (hash << 5);

    // The upper bits of a product depend on all of the hash.
    private int SlotOf(int hash) => (int)((uint)hash * 0x9E3779B1 >> 8) & (slots.Length - 1);

    private int After(int slot) => (slot + 1) & (slots.Length - 1);

    private Node? Known(int slot, int hash)
    {
        Entry entry = At(slots[slot] - 1);
        return entry.Hash == hash ? entry.Node : null;
    }

    private Node Add(Node node, int hash)
    {
        if (2 * Count == slots.Length) Grow();
        int place = Count & ((1 << ChunkBits) - 1);
        if (place == 0 && Count > 0) chunks.Add(new Entry[1 << ChunkBits]);
        chunks[^1][place] = new Entry(node, hash);
        Enter(++Count, hash);
        return node;
    }

    private ref readonly Entry At(int number) => ref chunks[number >> ChunkBits][number & ((1 << ChunkBits) - 1)];

    private void Enter(int number, int hash)
    {
        int slot = SlotOf(hash);
        while (slots[slot] > 0) slot = After(slot);
        slots[slot] = number;
    }

    private void Grow()
    {
        if (chunks is [var first] && first.Length < 1 << ChunkBits)
        {
            Array.Resize(ref first, 2 * first.Length);
            chunks[0] = first;
        }
        slots = new int[2 * slots.Length];
        for (int number = 0; number < Count; number++) Enter(number + 1, At(number).Hash);
    }

    private readonly struct Entry(Node node, int hash)
    {
        public Node Node { get; } = node;

        public int Hash { get; } = hash;
    }
}
