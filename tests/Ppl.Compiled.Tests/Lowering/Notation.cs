using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>Nodes by the names that they have in notation, with broadcasting.</summary>
internal sealed class Notation
{
    private int taken;

    public Notation(int dimension) => Point = Graph.Point(dimension);

    public Graph Graph { get; } = new();

    public Point Point { get; }

    /// <summary>The next elements of the point.</summary>
    public Node Parameter(params ImmutableArray<int> shape)
    {
        int count = Count(shape);
        Node parameter = Graph.Take(Point, new StridedMap([count], [1], taken), shape);
        taken += count;
        return parameter;
    }

    public Node Number(double number) => Graph.Constant(number);

    public Node Data(double[] values, params ImmutableArray<int> shape) => Graph.Constant(values, shape.IsEmpty ? [values.Length] : shape);

    public Node Apply(Operator @operator, params ReadOnlySpan<Node> operands)
    {
        ImmutableArray<int> shape = [];
        foreach (Node operand in operands) shape = Broadcast(shape, operand.Shape);
        var full = ImmutableArray.CreateBuilder<Node>();
        foreach (Node operand in operands) full.Add(Expand(operand, shape));
        return Graph.Apply(@operator, [.. full]);
    }

    public Node Add(Node x, Node y) => Apply(Operator.Add, x, y);

    public Node Subtract(Node x, Node y) => Apply(Operator.Subtract, x, y);

    public Node Multiply(Node x, Node y) => Apply(Operator.Multiply, x, y);

    public Node Divide(Node x, Node y) => Apply(Operator.Divide, x, y);

    public Node Exp(Node x) => Apply(Operator.Exp, x);

    public Node Log(Node x) => Apply(Operator.Log, x);

    public Node Square(Node x) => Multiply(x, x);

    public Node Expand(Node x, ImmutableArray<int> shape)
    {
        if (x.Shape.AsSpan().SequenceEqual(shape.AsSpan())) return x;
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int dim = x.Shape.Length - 1; dim >= 0; dim--)
        {
            strides[dim + shape.Length - x.Shape.Length] = x.Shape[dim] == 1 ? 0 : stride;
            stride *= x.Shape[dim];
        }
        return Graph.Take(x, new StridedMap(shape, [.. strides]), shape);
    }

    public Node Reshape(Node x, params ImmutableArray<int> shape) => Graph.Reshape(x, shape);

    public Node Sum(Node x) => Graph.Sum(x);

    public Node Sum(Node x, int dim) => Meet(x, dim, Meeting.Sum);

    public Node Largest(Node x, int dim) => Meet(x, dim, Meeting.Maximum);

    public Node LogSumExp(Node x, int dim)
    {
        Node largest = Apply(Operator.Detach, Largest(x, dim));
        return Add(largest, Log(Sum(Exp(Subtract(x, Reshape(largest, [.. x.Shape.SetItem(dim, 1)]))), dim)));
    }

    public Node Select(Node x, int dim, int index) => Slice(x, dim, index, 1) is var slice ? Reshape(slice, x.Shape.RemoveAt(dim)) : x;

    public Node Slice(Node x, int dim, int start, int length, int step = 1)
    {
        ImmutableArray<int> strides = Strides(x.Shape);
        return Graph.Take(x, new StridedMap(x.Shape.SetItem(dim, length), strides.SetItem(dim, strides[dim] * step), start * strides[dim]), x.Shape.SetItem(dim, length));
    }

    public Node Transpose(Node x)
    {
        ImmutableArray<int> shape = [x.Shape[1], x.Shape[0]];
        return Graph.Take(x, new StridedMap(shape, [1, x.Shape[1]]), shape);
    }

    public Node Gather(Node x, int[] indices) => Graph.Take(x, new TableMap(indices), [indices.Length]);

    public Node Stack(IReadOnlyList<Node> nodes)
    {
        int count = nodes[0].Count;
        return Graph.Scatter([.. nodes], [.. nodes.Select(IndexMap (_, i) => new StridedMap([count], [1], i * count))], Meeting.Sum, [nodes.Count, .. nodes[0].Shape]);
    }

    public Node Product(Node matrix, Node vector) => Graph.Product((Constant)matrix, vector, isTransposed: false);

    /// <summary>Σ log Normal(x | location, scale), elements broadcast.</summary>
    public Node Normal(Node x, Node location, Node scale)
    {
        Node z = Divide(Subtract(x, location), scale);
        return Sum(Subtract(Subtract(Multiply(Number(-0.5), Square(z)), Log(scale)), Number(0.5 * Math.Log(2 * Math.PI))));
    }

    public Node Gradient(Node value) => Compilation.Gradient.Of(Graph, value, Point);

    private Node Meet(Node x, int dim, Meeting meeting)
    {
        ImmutableArray<int> rest = Strides(x.Shape.RemoveAt(dim)).Insert(dim, 0);
        return Graph.Scatter([x], [new StridedMap(x.Shape, rest)], meeting, x.Shape.RemoveAt(dim));
    }

    private static ImmutableArray<int> Strides(ImmutableArray<int> shape)
    {
        int[] strides = new int[shape.Length];
        for (int dim = shape.Length - 1, stride = 1; dim >= 0; stride *= shape[dim--]) strides[dim] = stride;
        return [.. strides];
    }

    private static ImmutableArray<int> Broadcast(ImmutableArray<int> x, ImmutableArray<int> y)
    {
        (x, y) = x.Length >= y.Length ? (x, y) : (y, x);
        int shift = x.Length - y.Length;
        return [.. x.Select((length, dim) => dim < shift || y[dim - shift] == 1 ? length : y[dim - shift])];
    }

    private static int Count(ImmutableArray<int> shape) => shape.Aggregate(1, static (count, length) => count * length);
}
