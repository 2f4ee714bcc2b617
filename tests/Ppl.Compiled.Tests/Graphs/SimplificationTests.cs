namespace Ppl.Compilation.Tests;

/// <summary>Which nodes there are after simplification. That values stay is tried on generated expressions.</summary>
public sealed class SimplificationTests
{
    private readonly Graph graph = new();
    private Point point = null!;

    [SetUp]
    public void MakePoint() => point = graph.Point(3);

    [Test]
    public void Equal_nodes_are_one() =>
        Assert.That(graph.Apply(Operator.Multiply, graph.Apply(Operator.Sin, point), point), Is.SameAs(graph.Apply(Operator.Multiply, point, graph.Apply(Operator.Sin, point))));

    [Test]
    public void Each_of_many_nodes_is_found_again()
    {
        Node[] made = Many();
        Assert.Multiple(() =>
        {
            Assert.That(made, Is.Unique);
            Assert.That(Many(), Is.EqualTo(made));
            Assert.That(graph.Constant(-0.0), Is.Not.SameAs(graph.Constant(0.0)));
        });

        Node[] Many() => [.. Enumerable.Range(0, 5000).Select(i => graph.Apply(Operator.Power, graph.Take(point, IndexMaps.Spread(2 + i % 2, i % 3), [2 + i % 2]), graph.Constant(i + 0.1)))];
    }

    [Test]
    public void What_changes_nothing_is_dropped()
    {
        Assert.Multiple(() =>
        {
            Assert.That(graph.Apply(Operator.Add, point, graph.Constant(0)), Is.SameAs(point));
            Assert.That(graph.Apply(Operator.Multiply, graph.Constant(1), point), Is.SameAs(point));
            Assert.That(graph.Apply(Operator.Negate, graph.Apply(Operator.Negate, point)), Is.SameAs(point));
            Assert.That(graph.Apply(Operator.Log, graph.Apply(Operator.Exp, point)), Is.SameAs(point));
            Assert.That(graph.Apply(Operator.Exp, graph.Apply(Operator.Log, point)), Is.SameAs(point));
            Assert.That(graph.Reshape(graph.Reshape(point, [1, 3]), [3]), Is.SameAs(point));
            Assert.That(graph.Scatter([point], [IndexMaps.Identity(3)], Meeting.Sum, [3]), Is.SameAs(point));
        });
    }

    [Test]
    public void Data_are_computed_at_once_and_a_number_stays_one_number()
    {
        Node data = graph.Apply(Operator.Add, graph.Constant([1, 2, 3], [3]), graph.Constant(1)), broadcast = graph.Take(graph.Constant(2), IndexMaps.Spread(1_000_000), [1_000_000]);
        Assert.Multiple(() =>
        {
            Assert.That(((Constant)data).Values.ToArray(), Is.EqualTo(new double[] { 2, 3, 4 }));
            Assert.That(((Constant)graph.Apply(Operator.Exp, broadcast)).IsUniform);
        });
    }

    [Test]
    public void Scalars_stay_scalars()
    {
        Node spread = graph.Take(point, IndexMaps.Spread(1000, 1), [1000]);
        Node result = graph.Apply(Operator.Multiply, graph.Apply(Operator.Exp, spread), graph.Apply(Operator.Add, graph.Take(point, IndexMaps.Spread(1000), [1000]), graph.Constant(2)));
        Assert.That(result is Take { Source.Count: 1 });
    }

    [Test]
    public void Values_of_groups_are_computed_before_they_are_gathered()
    {
        Node gathered = graph.Take(point, new TableMap([0, 2, 2, 1, 0]), [5]);
        Assert.That(graph.Apply(Operator.Exp, gathered) is Take { Source: Elementwise { Operator: Operator.Exp, Count: 3 } });
    }

    [Test]
    public void Elements_that_are_not_taken_are_not_computed()
    {
        Node gathered = graph.Take(point, new TableMap([0, 1, 1, 0, 1]), [5]);
        Node gradient = Gradient.Of(graph, graph.Sum(graph.Apply(Operator.Log, gathered)), point);
        Assert.That(GraphInterpreter.Evaluate(gradient, [1, 2, 0]), Is.EqualTo(new[] { 2, 1.5, 0 }));
    }

    [Test]
    public void A_normal_density_leaves_its_constants_outside_the_loop()
    {
        const int Count = 500;
        Node y = graph.Constant([.. Enumerable.Range(0, Count).Select(static i => 1e6 + Math.Sin(i))], [Count]);
        Node mu = graph.Take(point, IndexMaps.Spread(Count), [Count]), sigma = graph.Apply(Operator.Exp, graph.Take(point, IndexMaps.Spread(Count, 1), [Count]));
        Node z = graph.Apply(Operator.Divide, graph.Apply(Operator.Subtract, y, mu), sigma);
        Node terms = graph.Apply(Operator.Subtract, graph.Apply(Operator.Multiply, graph.Constant(-0.5), graph.Apply(Operator.Multiply, z, z)), graph.Apply(Operator.Log, sigma));
        Node density = graph.Sum(graph.Apply(Operator.Subtract, terms, graph.Constant(0.9)));
        Node gradient = Gradient.Of(graph, density, point);

        // y - μ and its square.
        IEnumerable<Operator> inLoops = Ancestry.Of(density, gradient).OfType<Elementwise>().Where(static node => node.Count == Count).Select(static node => node.Operator);
        Assert.That(inLoops, Is.EquivalentTo(new[] { Operator.Subtract, Operator.Multiply }));
        // Data far from 0 beside their spread: the gradient's digits are those of the differences.
        double mean = Enumerable.Range(0, Count).Average(static i => Math.Sin(i));
        Assert.That(GraphInterpreter.Evaluate(gradient, [1e6, 0, 0])[0], Is.EqualTo(Count * mean).Within(1e-6));
    }

    [Test]
    public void Sums_of_what_does_not_change_become_multiples()
    {
        Node Gathered(Func<int, int> index) => graph.Take(point, new TableMap([.. Enumerable.Range(0, 1000).Select(index)]), [1000]);
        Node spread = graph.Take(point, IndexMaps.Spread(1000), [1000]), gathered = Gathered(static i => (i + i / 5) % 3), partly = Gathered(static i => i * i % 3);
        Assert.Multiple(() =>
        {
            Assert.That(Ancestry.Of(graph.Sum(spread)).Max(static node => node.Count), Is.EqualTo(3));
            Assert.That(Ancestry.Of(graph.Sum(gathered)).Max(static node => node.Count), Is.EqualTo(3));
            // An element that nobody takes may be infinite: 0 times it is no number.
            Assert.That(Ancestry.Of(graph.Sum(partly)).Max(static node => node.Count), Is.EqualTo(1000));
            Assert.That(graph.Sum(graph.Apply(Operator.Negate, graph.Apply(Operator.Sin, point))) is Elementwise { Operator: Operator.Negate });
        });
    }

    [Test]
    public void Zero_times_infinity_and_the_difference_of_infinities_stay_what_they_are()
    {
        Node zero = graph.Apply(Operator.Multiply, point, graph.Constant(0)), difference = graph.Apply(Operator.Subtract, point, point);
        double[] at = [double.PositiveInfinity, 0, 1];
        Assert.Multiple(() =>
        {
            Assert.That(GraphInterpreter.Evaluate(zero, at)[0], Is.NaN);
            Assert.That(GraphInterpreter.Evaluate(difference, at)[0], Is.NaN);
        });
    }

    [Test]
    public void Shapes_that_do_not_agree_are_refused() =>
        Assert.That(() => graph.Apply(Operator.Add, point, graph.Constant([1, 2], [2])), Throws.ArgumentException.With.Message.Contains("[3] and [2]"));
}
