using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>
/// An array of doubles in an expression graph, row by row, of a shape that is known. Immutable, and made by a <see cref="Graph"/> alone, which makes equal nodes
/// once: so equality is by reference.
/// </summary>
/// <remarks>Shapes matter to two operators only, <see cref="Take"/> and <see cref="Scatter"/>: every broadcast, view, selection, sum and join is one of them.</remarks>
internal abstract class Node
{
    private protected Node(int id, ImmutableArray<int> shape)
    {
        (Id, Shape) = (id, shape);
        Count = CountOf(shape);
    }

    /// <summary>Its number: larger than those of its operands.</summary>
    public int Id { get; }

    /// <summary>The lengths of the dims; none for a number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>What it is computed from.</summary>
    public abstract ReadOnlySpan<Node> Operands { get; }

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

    private protected static bool AreData(ReadOnlySpan<Node> nodes)
    {
        foreach (Node node in nodes)
            if (!node.IsData) return false;
        return true;
    }
}

/// <summary>The point at which the density is asked for: shape [n].</summary>
internal sealed class Point : Node
{
    internal Point(int id, int dimension) : base(id, [dimension]) { }

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => [];

    /// <inheritdoc/>
    public override bool IsData => false;
}

/// <summary>Data, or a number.</summary>
internal sealed class Constant : Node
{
    private readonly double[] values;

    internal Constant(int id, double[] values, ImmutableArray<int> shape) : base(id, shape) => this.values = values;

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => [];

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
    private readonly UpToThree operands;

    internal Elementwise(int id, Operator @operator, ReadOnlySpan<Node> operands) : base(id, operands[0].Shape)
    {
        (Operator, IsData) = (@operator, AreData(operands));
        for (int i = 0; i < operands.Length; i++) this.operands[i] = operands[i];
    }

    /// <summary>The function.</summary>
    public Operator Operator { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => ((ReadOnlySpan<Node>)operands)[..Functions.Operands(Operator)];

    /// <summary>The first operand.</summary>
    public Node X => operands[0];

    /// <summary>The second, where there is one.</summary>
    public Node Y => operands[1];

    /// <inheritdoc/>
    public override bool IsData { get; }

    // A graph has hundreds of thousands of these: an array of operands would be a second object for each.
    [InlineArray(3)]
    private struct UpToThree
    {
        private Node first;
    }
}

/// <summary>Each element is one of the source's: broadcast, reshape, permute, select, slice, gather.</summary>
internal sealed class Take : Node
{
    private readonly Node source;

    internal Take(int id, Node source, IndexMap map, ImmutableArray<int> shape) : base(id, shape) => (this.source, Map) = (source, map);

    /// <summary>Whose elements they are.</summary>
    public Node Source => source;

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => new(in source);

    /// <summary>Which of them: one index for each element of this node.</summary>
    public IndexMap Map { get; }

    /// <inheritdoc/>
    public override bool IsData => source.IsData;
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
    internal Scatter(int id, ImmutableArray<Node> sources, ImmutableArray<IndexMap> maps, Meeting meeting, ImmutableArray<int> shape) : base(id, shape) =>
        (Sources, Maps, Meeting, IsData) = (sources, maps, meeting, AreData(sources.AsSpan()));

    /// <summary>Whose elements meet.</summary>
    public ImmutableArray<Node> Sources { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => Sources.AsSpan();

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
    private readonly Node[] operands;

    internal Product(int id, Constant matrix, Node vector, bool isTransposed) : base(id, [matrix.Shape[isTransposed ? 1 : 0]]) =>
        (operands, IsTransposed) = ([matrix, vector], isTransposed);

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => operands;

    /// <summary>X, shape [rows, columns].</summary>
    public Constant Matrix => (Constant)operands[0];

    /// <summary>v, of a dimension.</summary>
    public Node Vector => operands[1];

    /// <summary>Is it Xᵀ v?</summary>
    public bool IsTransposed { get; }

    /// <inheritdoc/>
    public override bool IsData => false;
}

/// <summary>A function of whole arrays that is no loop over elements: a factorisation, say. Its adjoint is written by hand, of calls and other nodes.</summary>
internal sealed class Call : Node
{
    internal Call(int id, Kernel kernel, ImmutableArray<Node> arguments, ImmutableArray<int> sizes, ImmutableArray<int> shape) : base(id, shape) =>
        (Kernel, Arguments, Sizes, IsData) = (kernel, arguments, sizes, AreData(arguments.AsSpan()));

    /// <summary>What the function is given.</summary>
    public ImmutableArray<Node> Arguments { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<Node> Operands => Arguments.AsSpan();

    /// <summary>The function.</summary>
    public Kernel Kernel { get; }

    /// <summary>What it is told of lengths: see <see cref="Kernel"/>.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <inheritdoc/>
    public override bool IsData { get; }
}
