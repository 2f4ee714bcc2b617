using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>Makes nodes, each once: equal ones are the same, and what can be simplified or computed is. One thread.</summary>
/// <remarks>
/// What follows from data alone is computed at once, so that a node is either a <see cref="Compilation.Constant"/> or follows from the point. Rules change values by rounding only, where
/// they are finite: x · 0 and x - x stay, whose value depends on x being finite; log eˣ and e^(log x) become x, also where eˣ overflows or log x does not exist.
/// </remarks>
internal sealed partial class Graph
{
    private readonly NodeTable nodes = new();

    /// <summary>The point, shape [n].</summary>
    internal Point Point(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        return Once(new Point(nodes.Count, dimension));
    }

    /// <summary>A number.</summary>
    internal Constant Constant(double number) => Constant(number, []);

    /// <summary>One number in all places of a shape.</summary>
    internal Constant Constant(double number, ImmutableArray<int> shape) => (Constant)nodes.Once(number, shape);

    /// <summary>Data, row by row. They are taken over: nobody may write them again.</summary>
    internal Constant Constant(double[] values, ImmutableArray<int> shape)
    {
        int count = Node.CountOf(shape);
        if (values.Length != count) throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape)}]", nameof(values));
        if (count == 0) return Constant(0, shape);
        bool isUniform = true;
        for (int i = 1; i < values.Length && isUniform; i++) isUniform = BitConverter.DoubleToInt64Bits(values[i]) == BitConverter.DoubleToInt64Bits(values[0]);
        return isUniform ? Constant(values[0], shape) : Once(new Constant(nodes.Count, values, shape));
    }

    /// <summary>Data of another graph.</summary>
    internal Constant Adopt(Constant data) => Once(new Constant(nodes.Count, data.Elements, data.Shape));

    // The node, or the equal one that was made before.
    private TNode Once<TNode>(TNode node) where TNode : Node => (TNode)nodes.Once(node);

    // What data give; the node itself serves as the description of what to compute.
    private Constant Fold(Node node) => Constant(NodeValue.Of(node, static operand => ((Constant)operand).Elements), node.Shape);

    private static bool IsUniform(Node node, out double number)
    {
        number = node is Constant { IsUniform: true } constant ? constant[0] : double.NaN;
        return node is Constant { IsUniform: true };
    }

    private static bool IsUniform(Node node) => node is Constant { IsUniform: true };
}
