namespace Ppl.Compilation.Tests;

internal sealed class OperatorDerivativeTests
{
    private static readonly double[] AllSigns = [-2.3, -0.7, -0.11, 0.13, 0.8, 2.9];
    private static readonly double[] Positive = [0.05, 0.4, 0.9, 1.7, 6.5, 30];

    private static IEnumerable<TestCaseData> OfOne =>
    [
        .. new[]
        {
            Operator.Negate, Operator.Abs, Operator.Sign, Operator.Reciprocal, Operator.Exp, Operator.Expm1, Operator.Sin, Operator.Cos, Operator.Tanh, Operator.Sigmoid,
            Operator.Softplus, Operator.Erf, Operator.Erfc, Operator.I0e, Operator.I1e, Operator.Floor, Operator.Not,
        }.Select(static @operator => new TestCaseData(@operator, AllSigns)),
        .. new[] { Operator.Sqrt, Operator.Log, Operator.Log1p, Operator.Lgamma, Operator.Digamma }.Select(static @operator => new TestCaseData(@operator, Positive)),
        new(Operator.Lgamma, new[] { -2.3, -0.6, -0.2 }),
        new(Operator.Digamma, new[] { -2.3, -0.6, -0.2 }),
    ];

    [TestCaseSource(nameof(OfOne))]
    public void Functions_of_one_number_have_their_derivative(Operator @operator, double[] at)
    {
        var graph = new Graph();
        Point point = graph.Point(at.Length);
        // Weights differ, so that no element stands for another; a fifth power after it, so that the adjoint that comes is not 1.
        Node weighted = graph.Apply(Operator.Multiply, graph.Apply(@operator, point), graph.Constant([.. at.Select((_, i) => 1.0 + i)], [at.Length]));
        Differences.AssertGradient(graph, graph.Sum(graph.Apply(Operator.Tanh, weighted)), point, at, 3e-9, 2e-4);
    }

    [TestCase(Operator.Add), TestCase(Operator.Subtract), TestCase(Operator.Multiply), TestCase(Operator.Divide), TestCase(Operator.Power), TestCase(Operator.Maximum)]
    [TestCase(Operator.Minimum), TestCase(Operator.Atan2), TestCase(Operator.Greater), TestCase(Operator.GreaterOrEqual), TestCase(Operator.Equal), TestCase(Operator.And)]
    [TestCase(Operator.Or)]
    public void Functions_of_two_numbers_have_their_derivatives(Operator @operator)
    {
        double[] at = [0.3, 1.2, 2.7, 0.9, 1.9, -0.6, 0.4, 2.1];
        var graph = new Graph();
        Point point = graph.Point(8);
        Node x = graph.Take(point, new StridedMap([4], [1]), [4]), y = graph.Take(point, new StridedMap([4], [1], 4), [4]), c = graph.Constant([0.7, 1.4, 0.2, 2.2], [4]);
        foreach ((Node left, Node right) in new[] { (x, y), (x, c), (c, y) })
        {
            Node both = graph.Apply(@operator, left, right);
            Differences.AssertGradient(graph, graph.Sum(graph.Apply(Operator.Tanh, both)), point, at, 1e-9, 2e-4);
        }
    }

    [Test]
    public void Functions_of_three_numbers_have_their_derivatives([Values(Operator.Select, Operator.MultiplyAdd)] Operator @operator)
    {
        double[] at = [0.3, -1.2, 2.7, 0.9, 1.9, -0.6];
        var graph = new Graph();
        Point point = graph.Point(6);
        Node x = graph.Take(point, new StridedMap([2], [1]), [2]), y = graph.Take(point, new StridedMap([2], [1], 2), [2]), z = graph.Take(point, new StridedMap([2], [1], 4), [2]);
        if (@operator == Operator.Select) x = graph.Apply(Operator.Greater, x, graph.Constant(0, [2]));
        Differences.AssertGradient(graph, graph.Sum(graph.Apply(Operator.Tanh, graph.Apply(@operator, [x, y, z]))), point, at, 1e-9);
    }

    [Test]
    public void Every_operator_is_tried_or_has_no_derivative()
    {
        IEnumerable<Operator> ofOne = OfOne.Select(static test => (Operator)test.Arguments[0]!);
        Operator[] ofMore = [.. Enum.GetValues<Operator>().Where(static @operator => @operator >= Operator.Add)];
        Assert.That(Enum.GetValues<Operator>().Except(ofOne).Except(ofMore), Is.EquivalentTo(new[] { Operator.Trigamma, Operator.Detach }));
    }

    [Test]
    public void Nothing_passes_a_detached_node()
    {
        var graph = new Graph();
        Point point = graph.Point(2);
        Node product = graph.Apply(Operator.Multiply, point, graph.Apply(Operator.Detach, point));
        Assert.That(GraphInterpreter.Evaluate(Gradient.Of(graph, graph.Sum(product), point), [3, 4]), Is.EqualTo(new double[] { 3, 4 }));
    }

    [Test]
    public void A_power_of_zero_follows_torch()
    {
        var graph = new Graph();
        Point point = graph.Point(2);
        Node x = graph.Take(point, new StridedMap([], []), []), y = graph.Take(point, new StridedMap([], [], 1), []);
        Node gradient = Gradient.Of(graph, graph.Apply(Operator.Power, x, y), point);
        Assert.Multiple(() =>
        {
            Assert.That(GraphInterpreter.Evaluate(gradient, [0, 2]), Is.EqualTo(new double[] { 0, 0 }));
            Assert.That(GraphInterpreter.Evaluate(gradient, [0, 0]), Is.EqualTo(new double[] { 0, 0 }));
        });
    }
}
