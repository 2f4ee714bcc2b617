using System.Collections.Immutable;

namespace Ppl.Compilation.Tests;

/// <summary>Random densities over arrays of short and long dims: what no model of the other tests happens to combine.</summary>
public sealed class GeneratedDensityTests
{
    // What is computed is bounded by 1 at each step, but a derivative may grow along the way: relative to the largest.
    [Test]
    public void A_density_and_its_gradient_are_those_of_its_nodes([Range(0, 299)] int seed)
    {
        (Notation notation, Node density) = new Generator(seed).Density();
        Lowered.AssertDensity(notation, density, tolerance: 1e-10);
    }

    [Test]
    public void All_results_are_those_of_their_nodes([Range(300, 349)] int seed)
    {
        var generator = new Generator(seed);
        (Notation notation, _) = generator.Density();
        Lowered.AssertResults(notation, [.. generator.Known]);
    }

    private sealed class Generator
    {
        private static readonly ImmutableArray<int>[] Shapes = [[], [3], [20], [33], [20, 3], [3, 20], [18, 17], [2, 3, 20], [70, 2], [40, 80]];
        private static readonly Operator[] OfOne =
        [
            Operator.Negate, Operator.Abs, Operator.Exp, Operator.Sin, Operator.Sigmoid, Operator.Softplus, Operator.Tanh, Operator.Expm1, Operator.Detach,
        ];

        private static readonly Operator[] OfTwo =
            [Operator.Add, Operator.Subtract, Operator.Multiply, Operator.Multiply, Operator.Divide, Operator.Maximum, Operator.Greater, Operator.Power];

        private readonly Random random;
        private readonly Notation notation;
        private readonly List<Node> known = [];

        public Generator(int seed)
        {
            random = new Random(seed);
            ImmutableArray<int>[] parameters = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Shapes[random.Next(8)])];
            notation = new Notation(parameters.Sum(static shape => shape.Aggregate(1, static (count, length) => count * length)));
            foreach (ImmutableArray<int> shape in parameters) known.Add(notation.Parameter(shape));
            for (int step = random.Next(5, 30); step > 0; step--) known.Add(Next());
        }

        public IReadOnlyList<Node> Known => known;

        public (Notation, Node) Density()
        {
            Node total = notation.Number(0);
            foreach (Node node in known.Skip(known.Count - 3)) total = notation.Add(total, notation.Sum(node));
            return (notation, notation.Add(total, notation.Normal(known[0], notation.Number(0.5), notation.Number(2))));
        }

        private Node Next()
        {
            Node x = Any();
            int dim = random.Next(Math.Max(1, x.Shape.Length));
            switch (random.Next(14))
            {
                case 0 or 1:
                    return notation.Apply(OfOne[random.Next(OfOne.Length)], Bounded(x));
                case 2 or 3 or 4:
                    return Applied(OfTwo[random.Next(OfTwo.Length)], Bounded(x));
                case 5:
                    return notation.Apply(Operator.Select, notation.Apply(Operator.GreaterOrEqual, x, notation.Number(0.1)), x, notation.Multiply(x, notation.Number(0.3)));
                case 6 when x.Shape.Length > 0:
                    return Bounded(notation.Sum(x, dim));
                case 7 when x.Shape.Length > 0:
                    return random.Next(2) == 0 ? notation.LogSumExp(Bounded(x), dim) : notation.Largest(x, dim);
                case 8 when x.Shape.Length > 0:
                    return notation.Select(x, dim, random.Next(x.Shape[dim]));
                case 9 when x.Shape.Length > 0 && x.Shape[dim] > 2:
                    int start = random.Next(2), step = random.Next(1, 3);
                    return notation.Slice(x, dim, start, (x.Shape[dim] - start + step - 1) / step, step);
                case 10 when x.Shape.Length == 2:
                    return notation.Transpose(x);
                case 11 when x.Shape.Length == 1:
                    int rows = random.Next(2) == 0 ? random.Next(1, 70) : random.Next(64, 200);
                    return Bounded(notation.Product(notation.Data(Densities.Numbers(rows * x.Count, random.Next()), rows, x.Count), x));
                case 12:
                    return Gathered(x);
                case 13 when x.Count > 1 && x.Shape.Length > 0:
                    return Joined(x);
                default:
                    return notation.Apply(Operator.Tanh, notation.Add(notation.Multiply(x, notation.Number(0.7)), Data(Shapes[random.Next(7)]) is var data && Fits(x, data) ? data : notation.Number(0.2)));
            }
        }

        // A partner of a shape that broadcasts: it may be larger, or as large.
        private Node Applied(Operator @operator, Node x)
        {
            Node[] fitting = [.. known.Where(node => Fits(x, node))];
            Node y = random.Next(4) == 0 ? Data(x.Shape) : fitting.Length > 0 ? Bounded(fitting[random.Next(fitting.Length)]) : notation.Number(0.4);
            return @operator switch
            {
                Operator.Divide => notation.Divide(x, notation.Add(notation.Number(1.5), notation.Square(y))),
                Operator.Power => notation.Apply(Operator.Power, notation.Exp(x), y),
                _ => notation.Apply(@operator, x, y),
            };
        }

        private Node Gathered(Node x)
        {
            ImmutableArray<int> shape = Shapes[random.Next(8)];
            int[] indices = [.. Enumerable.Range(0, shape.Aggregate(1, static (count, length) => count * length)).Select(_ => random.Next(x.Count))];
            return notation.Graph.Take(x, new TableMap(indices), shape);
        }

        // With itself along a new first dim, or by indices, where elements meet.
        private Node Joined(Node x)
        {
            if (random.Next(3) == 0) return notation.Stack([x, Bounded(x), notation.Apply(Operator.Negate, x)]);
            ImmutableArray<int> shape = Shapes[random.Next(1, 7)];
            int count = shape.Aggregate(1, static (count, length) => count * length);
            return Bounded(notation.Graph.Scatter([x], [new TableMap([.. Enumerable.Range(0, x.Count).Select(_ => random.Next(count))])], Meeting.Sum, shape));
        }

        private Node Bounded(Node x) => notation.Apply(Operator.Tanh, x);

        private Node Any() => known[random.Next(2) == 0 ? random.Next(known.Count) : known.Count - 1 - random.Next(Math.Min(3, known.Count))];

        private Node Data(ImmutableArray<int> shape) =>
            notation.Graph.Constant(Densities.Numbers(shape.Aggregate(1, static (count, length) => count * length), random.Next()), shape);

        private static bool Fits(Node x, Node y)
        {
            for (int i = 1; i <= Math.Min(x.Shape.Length, y.Shape.Length); i++)
                if (x.Shape[^i] != y.Shape[^i] && x.Shape[^i] != 1 && y.Shape[^i] != 1) return false;
            return true;
        }
    }
}
