namespace Ppl.Compilation.Tests;

internal sealed class SharingTests
{
    private readonly Graph graph = new();

    [Test]
    public void Views_and_sums_that_map_alike_share_one_map_and_one_shape()
    {
        Point point = graph.Point(12);
        Node[] sources = [graph.Apply(Operator.Exp, point), graph.Apply(Operator.Sin, point)];
        Take[] takes = [.. sources.Select(source => (Take)graph.Take(source, new StridedMap([3, 4], [1, 3]), [3, 4]))];
        Assert.That(takes[1].Map, Is.SameAs(takes[0].Map));
        Assert.That(takes[1].Shape == takes[0].Shape, "one array");

        Scatter[] sums = [.. sources.Select(source => (Scatter)graph.Scatter([source], [new StridedMap([3, 4], [0, 1])], Meeting.Sum, [4]))];
        Assert.That(sums[1], Is.Not.SameAs(sums[0]));
        Assert.That(sums[1].Maps == sums[0].Maps, "one array");
    }

    [Test]
    public void Maps_that_differ_are_kept_apart()
    {
        Point point = graph.Point(1000);
        Node[] elements = [.. Enumerable.Range(0, point.Count).Select(i => graph.Take(point, new StridedMap([], [], i), []))];
        Assert.That(elements.Cast<Take>().Select(static element => element.Map[0]), Is.EqualTo(Enumerable.Range(0, point.Count)));
    }

    [Test]
    public void A_node_is_found_again_however_many_there_are()
    {
        Point point = graph.Point(10_000);
        Node[] Elements() => [.. Enumerable.Range(0, point.Count).Select(i => graph.Take(point, new StridedMap([], [], i), []))];
        Node[] made = Elements();
        Assert.That(made.Select(static node => node.Id), Is.Ordered.And.Unique);
        Assert.That(Elements(), Is.EqualTo(made));
    }

    [Test]
    public void A_function_has_the_operands_of_its_operator()
    {
        Point point = graph.Point(2);
        Node x = graph.Apply(Operator.Exp, point), y = graph.Apply(Operator.Sin, point), condition = graph.Apply(Operator.Greater, x, y);
        Assert.That(x.Operands.ToArray(), Is.EqualTo(new Node[] { point }));
        Assert.That(condition.Operands.ToArray(), Is.EqualTo(new[] { x, y }));
        Assert.That(graph.Apply(Operator.Select, [condition, x, y]).Operands.ToArray(), Is.EqualTo(new[] { condition, x, y }));
    }
}
