using FsCheck;
using FsCheck.Fluent;

namespace Ppl.Core.Tests;

public sealed class ShapeTests
{
    private static Arbitrary<Shape> Shapes =>
        Gen.Choose(1, 3).Select(size => (long)size).ArrayOf().Select(sizes => (Shape)sizes[..Math.Min(4, sizes.Length)]).ToArbitrary();

    [Test]
    public void Broadcasting_is_torchs() => Properties.Holds(Prop.ForAll(Shapes, Shapes, (a, b) =>
    {
        using var scope = torch.NewDisposeScope();
        Shape? expected;
        try
        {
            expected = Shape.Of(torch.zeros(a.AsSpan()) + torch.zeros(b.AsSpan()));
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            expected = null;
        }
        return Shape.TryBroadcast(a, b, out Shape shape) ? shape == expected : expected is null;
    }));

    [Test]
    public void Broadcasting_does_not_mind_the_order() => Properties.Holds(Prop.ForAll(Shapes, Shapes, (a, b) =>
        Shape.TryBroadcast(a, b, out Shape left) == Shape.TryBroadcast(b, a, out Shape right) && (left == right || !Shape.TryBroadcast(a, b, out _))));

    [Test]
    public void The_scalar_shape_changes_nothing() => Properties.Holds(Prop.ForAll(Shapes, a =>
        Shape.Broadcast(a, default) == a && a + default(Shape) == a && default(Shape) + a == a));

    [Test]
    public void A_shape_is_its_first_and_its_last_dims() => Properties.Holds(Prop.ForAll(Shapes, a =>
        Enumerable.Range(0, a.Rank + 1).All(count => a.DropLast(count) + a.Last(count) == a)));

    [Test]
    public void A_shape_broadcasts_to_another_if_that_stays_as_it_is()
    {
        Assert.That(Shape.Create([3, 1]).BroadcastsTo([2, 3, 4]));
        Assert.That(Shape.Create([3, 2]).BroadcastsTo([3, 1]), Is.False);
        Assert.That(Shape.Create([3]).BroadcastsTo([4]), Is.False);
    }

    [Test]
    public void The_default_is_the_shape_of_a_scalar()
    {
        Shape scalar = default, empty = [];
        Assert.That(scalar, Is.EqualTo(empty));
        Assert.That(scalar.Rank, Is.Zero);
        Assert.That(scalar.NumberOfElements, Is.EqualTo(1));
        Assert.That(scalar.GetHashCode(), Is.EqualTo(empty.GetHashCode()));
    }

    [Test]
    public void Dims_count_from_both_ends()
    {
        Shape shape = [5, 3, 2];
        Assert.That((shape[0], shape[-1], shape[^2], shape[1..].ToString()), Is.EqualTo((5L, 2L, 3L, "[3, 2]")));
        Assert.That(shape.NumberOfElements, Is.EqualTo(30));
    }

    [Test]
    public void A_shape_cannot_be_changed_through_the_array_it_was_made_from()
    {
        long[] sizes = [3, 2];
        Shape shape = sizes;
        sizes[0] = 7;
        Assert.That(shape, Is.EqualTo(Shape.Create([3, 2])));
    }

    [Test]
    public void Shapes_that_do_not_broadcast_are_both_named()
    {
        var refusal = Assert.Throws<PplException>(() => Shape.Broadcast([64, 3], [64]));
        Assert.That(refusal.Code, Is.EqualTo("PPL101"));
        Assert.That(refusal.Headline, Does.Contain("[64, 3]").And.Contain("[64]"));
    }

    [Test]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Create([3, -1]));
}
