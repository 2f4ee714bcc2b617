using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>Random expressions: each is built as a graph, simplified, and beside it computed step by step as plain arrays.</summary>
public sealed class GeneratedExpressionTests
{
    [Test]
    public void Simplification_keeps_the_value_and_the_gradient_is_its_derivative([Range(0, 299)] int seed)
    {
        var expression = new Expressions(seed);
        Node value = expression.Number(out double expected);
        double actual = GraphInterpreter.Evaluate(value, expression.At)[0];
        Assert.That(actual, Is.EqualTo(expected).Within(1e-10 * Math.Max(1, expression.Magnitude)));
        Differences.AssertGradient(expression.Graph, value, expression.Point, expression.At, step: 2e-4);
    }

    // Smooth functions only: differences do not see kinks.
    private sealed class Expressions
    {
        private static readonly Operator[] OfOne =
        [
            Operator.Negate, Operator.Exp, Operator.Log, Operator.Sin, Operator.Tanh, Operator.Sigmoid, Operator.Softplus, Operator.Log1p, Operator.Sqrt, Operator.Reciprocal,
            Operator.Lgamma, Operator.Erf,
        ];

        private static readonly Operator[] OfTwo = [Operator.Add, Operator.Add, Operator.Subtract, Operator.Subtract, Operator.Multiply, Operator.Multiply, Operator.Divide];

        private readonly Random random;
        private readonly List<(Node Node, double[] Value)> known = [];

        public Expressions(int seed)
        {
            random = new Random(seed);
            Point = Graph.Point(7);
            At = [.. Enumerable.Range(0, 7).Select(_ => 0.3 + random.NextDouble())];
            Keep(Point, At);
            Keep(Graph.Constant([.. Enumerable.Range(0, 12).Select(_ => 0.5 + random.NextDouble())], [3, 4]), null);
            Keep(Graph.Constant(1.5, [4]), null);
            for (int step = 0; step < 14; step++) Grow();
        }

        public Graph Graph { get; } = new();

        public Point Point { get; }

        public double[] At { get; }

        public double Magnitude { get; private set; }

        public Node Number(out double value)
        {
            Node total = Graph.Constant(0);
            value = 0;
            foreach ((Node node, double[] elements) in known.Skip(known.Count - 4))
            {
                total = Graph.Apply(Operator.Add, total, Graph.Sum(node));
                value += elements.Sum();
                Magnitude += elements.Sum(Math.Abs);
            }
            return total;
        }

        private void Grow()
        {
            (Node node, double[] value) = known[random.Next(known.Count)];
            switch (random.Next(7))
            {
                case 0:
                    Operator one = OfOne[random.Next(OfOne.Length)];
                    Keep(Graph.Apply(one, node), Array.ConvertAll(value, x => Numbers.Apply(one, x)));
                    break;
                case 1 or 2 or 3:
                    Operator two = OfTwo[random.Next(OfTwo.Length)];
                    (Node other, double[] otherValue) = Fitting(node.Shape);
                    if (random.Next(2) == 0) ((node, value), (other, otherValue)) = ((other, otherValue), (node, value));
                    Keep(Graph.Apply(two, node, other), [.. value.Zip(otherValue, (x, y) => Numbers.Apply(two, x, y))]);
                    break;
                case 4:
                    Taken(node, value, Shape());
                    break;
                case 5:
                    Scattered(node, value);
                    break;
                default:
                    ImmutableArray<int> spread = [random.Next(1, 4), .. node.Shape];
                    if (node.Count <= 12) Taken(node, value, new StridedMap([spread[0], node.Count], [0, 1]), spread);
                    break;
            }
        }

        private void Taken(Node node, double[] value, ImmutableArray<int> shape)
        {
            int[] indices = new int[shape.Aggregate(1, static (count, length) => count * length)];
            for (int i = 0; i < indices.Length; i++) indices[i] = random.Next(node.Count);
            Taken(node, value, new TableMap(indices), shape);
        }

        private void Taken(Node node, double[] value, IndexMap map, ImmutableArray<int> shape) =>
            Keep(Graph.Take(node, map, shape), Array.ConvertAll(map.ToArray(), index => value[index]));

        // A sum over one dim, over all of them, or to places at random.
        private void Scattered(Node node, double[] value)
        {
            int dim = random.Next(node.Shape.Length + 2);
            ImmutableArray<int> shape = dim < node.Shape.Length ? node.Shape.RemoveAt(dim) : dim == node.Shape.Length ? [] : [4];
            IndexMap map = IndexMaps.Spread(node.Count);
            if (dim < node.Shape.Length)
                map = IndexMaps.Projection(node.Shape.AsSpan(), [.. Enumerable.Range(0, node.Shape.Length).Select(i => i != dim)]);
            else if (dim > node.Shape.Length)
                map = new TableMap([.. Enumerable.Range(0, node.Count).Select(_ => random.Next(4))]);
            double[] sums = new double[shape.Aggregate(1, static (count, length) => count * length)];
            for (int i = 0; i < value.Length; i++) sums[map[i]] += value[i];
            Keep(Graph.Scatter([node], [map], Meeting.Sum, shape), sums);
        }

        // A node of this shape: one that there is, or one repeated along some dims.
        private (Node Node, double[] Value) Fitting(ImmutableArray<int> shape)
        {
            (Node, double[])[] fitting = [.. known.Where(pair => pair.Node.Shape.AsSpan().SequenceEqual(shape.AsSpan()))];
            if (random.Next(2) == 0) return fitting[random.Next(fitting.Length)];
            (Node source, double[] value) = known[random.Next(known.Count)];
            int[] strides = [.. shape.Select(_ => random.Next(3))];
            int highest = shape.Select((length, dim) => strides[dim] * (length - 1)).Sum();
            if (highest >= source.Count) Array.Clear(strides);
            var map = new StridedMap(shape, [.. strides]);
            return (Graph.Take(source, map, shape), Array.ConvertAll(map.ToArray(), index => value[index]));
        }

        private ImmutableArray<int> Shape() => random.Next(4) switch { 0 => [], 1 => [4], 2 => [3, 4], _ => [2, 3, 2] };

        // Only what is tame: no poles, no overflow, no great slopes.
        private void Keep(Node node, double[]? value)
        {
            value ??= GraphInterpreter.Evaluate(node, At);
            if (Array.TrueForAll(value, static x => Math.Abs(x) is > 0.05 and < 20)) known.Add((node, value));
        }
    }
}
