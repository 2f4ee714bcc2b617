using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>
/// An array of doubles in an expression graph, row by row, of a shape that is known. Immutable, and made by a <see cref="Graph"/> alone, which makes equal nodes
/// once: so equality is by reference.
/// </summary>
/// <remarks>Shapes matter to two operators only, <see cref="Take"/> and <see cref="Scatter"/>: every broadcast, view, selection, sum and join is one of them.</remarks>
internal abstract class Node
{
    private protected Node(int id, ImmutableArray<int> shape, ImmutableArray<Node> operands)
    {
        (Id, Shape, Operands) = (id, shape, operands);
        Count = CountOf(shape);
    }

    /// <summary>Its number: larger than those of its operands.</summary>
    public int Id { get; }

    /// <summary>The lengths of the dims; none for a number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>What it is computed from.</summary>
    public ImmutableArray<Node> Operands { get; }

    /// <summary>Does it follow from data alone? Then it is computed once, when the density is made.</summary>
    public abstract bool IsData { get; }

    /// <summary>How many elements a shape has.</summary>
    public static int CountOf(ImmutableArray<int> shape)
    {
        int count = 1;
        foreach (int length in shape) count = checked(count * length);
        return count;
    }

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Id;

    private protected static bool AreData(ImmutableArray<Node> nodes)
    {
        foreach (Node node in nodes)
            if (!node.IsData) return false;
        return true;
    }
}

/// <summary>The point at which the density is asked for: shape [n].</summary>
internal sealed class Point : Node
{
    internal Point(int id, int dimension) : base(id, [dimension], []) { }

    /// <inheritdoc/>
    public override bool IsData => false;
}

/// <summary>Data, or a number.</summary>
internal sealed class Constant : Node
{
    private readonly double[] values;

    internal Constant(int id, double[] values, ImmutableArray<int> shape) : base(id, shape, []) => this.values = values;

    /// <summary>The elements, row by row; one stands for all where all are the same.</summary>
    public ReadOnlySpan<double> Values => values;

    internal double[] Elements => values;

    /// <summary>Are all elements the same number?</summary>
    public bool IsUniform => values.Length == 1;

    /// <summary>An element.</summary>
    public double this[int i] => IsUniform ? values[0] : values[i];

    /// <inheritdoc/>
    public override bool IsData => true;
}

/// <summary>A function of the elements of one, two or three nodes of one shape.</summary>
internal sealed class Elementwise : Node
{
    internal Elementwise(int id, Operator @operator, ImmutableArray<Node> operands) : base(id, operands[0].Shape, operands) =>
        (Operator, IsData) = (@operator, AreData(operands));

    /// <summary>The function.</summary>
    public Operator Operator { get; }

    /// <inheritdoc/>
    public override bool IsData { get; }
}

/// <summary>Each element is one of the source's: broadcast, reshape, permute, select, slice, gather.</summary>
internal sealed class Take : Node
{
    internal Take(int id, Node source, IndexMap map, ImmutableArray<int> shape) : base(id, shape, [source]) => Map = map;

    /// <summary>Whose elements they are.</summary>
    public Node Source => Operands[0];

    /// <summary>Which of them: one index for each element of this node.</summary>
    public IndexMap Map { get; }

    /// <inheritdoc/>
    public override bool IsData => Source.IsData;
}

/// <summary>What a <see cref="Scatter"/> makes of elements that meet.</summary>
internal enum Meeting
{
    /// <summary>Their sum; 0 where none comes.</summary>
    Sum,

    /// <summary>The largest; minus infinity where none comes. The gradient goes to those that are it, in equal parts.</summary>
    Maximum,
}

/// <summary>Each element of each source goes to a place, where elements meet: sum, maximum, stack, join, and what gradients of a <see cref="Take"/> do.</summary>
internal sealed class Scatter : Node
{
    internal Scatter(int id, ImmutableArray<Node> sources, ImmutableArray<IndexMap> maps, Meeting meeting, ImmutableArray<int> shape) : base(id, shape, sources) =>
        (Maps, Meeting, IsData) = (maps, meeting, AreData(sources));

    /// <summary>Where the elements of each source go: one index into this node for each.</summary>
    public ImmutableArray<IndexMap> Maps { get; }

    /// <summary>What becomes of elements in one place.</summary>
    public Meeting Meeting { get; }

    /// <inheritdoc/>
    public override bool IsData { get; }
}

/// <summary>X v or Xᵀ v, X a matrix of data.</summary>
internal sealed class Product : Node
{
    internal Product(int id, Constant matrix, Node vector, bool isTransposed) : base(id, [matrix.Shape[isTransposed ? 1 : 0]], [matrix, vector]) => IsTransposed = isTransposed;

    /// <summary>X, shape [rows, columns].</summary>
    public Constant Matrix => (Constant)Operands[0];

    /// <summary>v, of a dimension.</summary>
    public Node Vector => Operands[1];

    /// <summary>Is it Xᵀ v?</summary>
    public bool IsTransposed { get; }

    /// <inheritdoc/>
    public override bool IsData => false;
}

/// <summary>A function of whole arrays that is no loop over elements: a factorisation, say. Its adjoint is written by hand, of calls and other nodes.</summary>
internal sealed class Call : Node
{
    internal Call(int id, Kernel kernel, ImmutableArray<Node> arguments, ImmutableArray<int> sizes, ImmutableArray<int> shape) : base(id, shape, arguments) =>
        (Kernel, Sizes, IsData) = (kernel, sizes, AreData(arguments));

    /// <summary>The function.</summary>
    public Kernel Kernel { get; }

    /// <summary>What it is told of lengths: see <see cref="Kernel"/>.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <inheritdoc/>
    public override bool IsData { get; }
}
