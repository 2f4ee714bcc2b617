namespace Ppl.Compilation.Tests;

internal sealed class AdjointTests
{
    private readonly Graph graph = new();

    [Test]
    public void Views_bring_their_gradient_back()
    {
        Point point = graph.Point(6);
        Node matrix = graph.Reshape(point, [2, 3]);
        Node transposed = graph.Take(matrix, new StridedMap([3, 2], [1, 3]), [3, 2]), gathered = graph.Take(matrix, new TableMap([5, 0, 5, 2]), [4]);
        Node reversed = graph.Take(point, new StridedMap([6], [-1], 5), [3, 2]);
        Check(point, graph.Apply(Operator.Add, Weighted(Tanh(graph.Apply(Operator.Multiply, transposed, reversed))), Weighted(Tanh(gathered))));
    }

    [Test]
    public void Sums_and_joins_bring_their_gradient_back()
    {
        Point point = graph.Point(6);
        Node matrix = graph.Reshape(point, [2, 3]), other = graph.Apply(Operator.Exp, matrix);
        Node joined = graph.Scatter([matrix, other], [new StridedMap([2, 3], [6, 1]), new StridedMap([2, 3], [6, 1], 3)], Meeting.Sum, [2, 6]);
        Node columns = graph.Scatter([other], [new StridedMap([2, 3], [0, 1])], Meeting.Sum, [3]), met = graph.Scatter([matrix], [new TableMap([0, 3, 1, 1, 0, 0])], Meeting.Sum, [4]);
        Check(point, graph.Apply(Operator.Add, graph.Apply(Operator.Add, Weighted(Tanh(joined)), Weighted(Tanh(columns))), Weighted(Tanh(met))));
    }

    [Test]
    public void The_largest_gets_the_gradient_and_equal_ones_share_it()
    {
        Point point = graph.Point(4);
        Node largest = graph.Scatter([point], [new StridedMap([2, 2], [1, 0])], Meeting.Maximum, [2]);
        Node gradient = Gradient.Of(graph, Weighted(largest), point);
        Assert.That(GraphInterpreter.Evaluate(gradient, [1, 2, 3, 3]), Is.EqualTo(new[] { 0, 1, 0.65, 0.65 }).Within(1e-15));
    }

    [Test]
    public void Products_with_data_bring_their_gradient_back([Values] bool isTransposed)
    {
        Point point = graph.Point(isTransposed ? 5 : 3);
        Constant matrix = graph.Constant([.. Enumerable.Range(0, 15).Select(static i => Math.Sin(i))], [5, 3]);
        Check(point, Weighted(Tanh(graph.Product(matrix, Tanh(point), isTransposed))));
    }

    [Test]
    public void Cholesky_and_triangular_solves_bring_their_gradient_back([Values] bool isTransposed)
    {
        // Two matrices of 3 by 3, each A Aᵀ + 1, whose lower triangles are read.
        Point point = graph.Point(18 + 12);
        Node a = graph.Take(point, IndexMaps.Identity(18), [2, 3, 3]), b = graph.Take(point, new StridedMap([12], [1], 18), [2, 3, 2]);
        Node unit = graph.Constant([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1], [2, 3, 3]);
        Node square = graph.Apply(Operator.Add, graph.Call(Kernel.MultiplyTransposedRight, [a, a], [2, 3, 3, 3], [2, 3, 3]), unit);
        Node factor = graph.Call(Kernel.Cholesky, [square], [2, 3], [2, 3, 3]);
        Node solved = graph.Call(isTransposed ? Kernel.SolveLowerTransposed : Kernel.SolveLower, [factor, b], [2, 3, 2], [2, 3, 2]);
        Check(point, graph.Apply(Operator.Add, Weighted(Tanh(factor)), Weighted(Tanh(solved))));
    }

    [Test]
    public void Matrix_products_bring_their_gradient_back([Values(Kernel.Multiply, Kernel.MultiplyTransposedLeft, Kernel.MultiplyTransposedRight)] Kernel kernel)
    {
        Point point = graph.Point(2 * (4 * 3 + 3 * 2));
        Node a = graph.Take(point, IndexMaps.Identity(24), [24]), b = graph.Take(point, new StridedMap([12], [1], 24), [12]);
        Check(point, Weighted(Tanh(graph.Call(kernel, [a, b], [2, 4, 3, 2], [2, 4, 2]))));
    }

    [Test]
    public void Running_sums_bring_their_gradient_back([Values(Kernel.CumulativeSum, Kernel.CumulativeSumBackwards)] Kernel kernel)
    {
        Point point = graph.Point(8);
        Check(point, Weighted(Tanh(graph.Call(kernel, [graph.Reshape(point, [2, 4])], [2, 4], [2, 4]))));
    }

    [Test]
    public void Many_views_of_one_array_come_back_in_one_scatter()
    {
        const int Steps = 200;
        Point point = graph.Point(Steps);
        Node total = graph.Constant(0);
        for (int t = 0; t < Steps; t++) total = graph.Apply(Operator.Add, total, Tanh(graph.Take(point, new StridedMap([], [], t), [])));
        Node gradient = Gradient.Of(graph, total, point);
        Scatter[] scatters = [.. Ancestry.Of(gradient).OfType<Scatter>()];
        Assert.That(scatters.Single().Sources, Has.Length.EqualTo(Steps));
    }

    [Test]
    public void The_branch_that_is_not_taken_gets_no_gradient_of_its_own()
    {
        Point point = graph.Point(2);
        Node isPositive = graph.Apply(Operator.Greater, point, graph.Constant(0, [2]));
        Node chosen = graph.Apply(Operator.Select, [isPositive, point, graph.Apply(Operator.Expm1, point)]);
        Assert.That(GraphInterpreter.Evaluate(Gradient.Of(graph, graph.Sum(chosen), point), [2, -1]), Is.EqualTo(new[] { 1, Math.Exp(-1) }).Within(1e-15));
    }

    // A parameter of 25 by 3, both of whose dims are summed over, beside one of 30 by 40 that is broadcast from a column and a row.
    [Test]
    public void A_mixed_density_has_its_gradient()
    {
        Point point = graph.Point(75 + 30 + 40 + 2);
        Node matrix = graph.Take(point, IndexMaps.Identity(75), [25, 3]);
        Node column = graph.Take(point, new StridedMap([30, 40], [1, 0], 75), [30, 40]), row = graph.Take(point, new StridedMap([30, 40], [0, 1], 105), [30, 40]);
        Node shape = graph.Take(point, IndexMaps.Spread(75, 145), [25, 3]), scale = graph.Take(point, IndexMaps.Spread(1200, 146), [30, 40]);
        Node positive = graph.Apply(Operator.Exp, matrix), exponent = graph.Apply(Operator.Sigmoid, shape);
        Node powers = graph.Apply(Operator.Add, graph.Apply(Operator.Power, positive, exponent), graph.Apply(Operator.Lgamma, positive));
        Node rows = graph.Scatter([powers], [IndexMaps.Projection([25, 3], [true, false])], Meeting.Sum, [25]);
        Node columns = graph.Scatter([powers], [IndexMaps.Projection([25, 3], [false, true])], Meeting.Sum, [3]);
        Node fit = Tanh(graph.Apply(Operator.Divide, graph.Apply(Operator.Subtract, column, row), graph.Apply(Operator.Exp, scale)));
        Node chosen = graph.Apply(Operator.Select, [graph.Apply(Operator.Greater, fit, graph.Constant(0.1, [30, 40])), fit, graph.Apply(Operator.Multiply, fit, fit)]);
        Constant data = graph.Constant([.. Enumerable.Range(0, 75).Select(static i => Math.Cos(i))], [25, 3]);
        Node forwards = graph.Product(data, columns, false), backwards = graph.Product(data, rows, true);
        Node stacked = graph.Scatter([forwards, rows], [new StridedMap([25], [2]), new StridedMap([25], [2], 1)], Meeting.Sum, [25, 2]);
        Node total = new[] { Weighted(Tanh(stacked)), Weighted(Tanh(backwards)), Weighted(chosen), graph.Sum(graph.Apply(Operator.Log, rows)) }
            .Aggregate((sum, term) => graph.Apply(Operator.Add, sum, term));
        Check(point, total, step: 1e-4);
    }

    private Node Tanh(Node x) => graph.Apply(Operator.Tanh, x);

    // A sum in which each element has a weight of its own.
    private Node Weighted(Node x) => graph.Sum(graph.Apply(Operator.Multiply, x, graph.Constant([.. Enumerable.Range(0, x.Count).Select(static i => 1 + 0.3 * (i % 7))], x.Shape)));

    private void Check(Point point, Node value, double step = 1e-3)
    {
        var random = new Random(1);
        double[] at = [.. Enumerable.Range(0, point.Count).Select(_ => 0.2 + random.NextDouble())];
        Differences.AssertGradient(graph, value, point, at, 1e-8, step);
    }
}
