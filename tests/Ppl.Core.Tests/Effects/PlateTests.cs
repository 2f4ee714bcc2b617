using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

public sealed class PlateTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void Nested_plates_take_the_rightmost_free_dims_and_give_them_back()
    {
        using (Plate outer = Plate("outer", 2))
        {
            using (Plate inner = Plate("inner", 3)) Assert.That((outer.Dim, inner.Dim), Is.EqualTo((-1, -2)));
            using (Plate second = Plate("second", 3)) Assert.That(second.Dim, Is.EqualTo(-2));
        }
        using Plate last = Plate("last", 3);
        Assert.That(last.Dim, Is.EqualTo(-1));
    }

    [Test]
    public void A_plate_takes_the_dim_that_it_is_given_and_later_ones_go_round_it()
    {
        using Plate given = Plate("given", 2, dim: -2);
        using Plate first = Plate("first", 3);
        using Plate second = Plate("second", 4);
        Assert.That((given.Dim, first.Dim, second.Dim), Is.EqualTo((-2, -1, -3)));
        Assert.That(Sample("x", Unit).shape, Is.EqualTo(new long[] { 4, 2, 3 }));
    }

    [Test]
    public void A_site_has_the_shape_of_the_plates_around_it()
    {
        Tensor global = Sample("global", Unit);
        using Plate columns = Plate("columns", 3);
        Tensor inColumns = Sample("in_columns", Unit);
        using Plate rows = Plate("rows", 2);
        Tensor inBoth = Sample("in_both", new Normal(torch.zeros([4]), 1).ToEvent(1));
        Assert.That(global.shape, Is.Empty);
        Assert.That(inColumns.shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(inBoth.shape, Is.EqualTo(new long[] { 2, 3, 4 }));
    }

    [Test]
    public void Plates_beside_each_other_are_independent_of_each_other()
    {
        Plate columns = Plate("columns", 3);
        columns.Dispose();
        using Plate rows = Plate("rows", 2);
        Assert.That(Sample("x", Unit).shape, Is.EqualTo(new long[] { 2 }));
    }

    [Test]
    public void The_elements_of_a_latent_are_drawn_independently()
    {
        using Plate rows = Plate("rows", 50);
        using Plate columns = Plate("columns", 4);
        double[] draws = TensorText.ToDoubles(Sample("x", new Normal(torch.zeros([1]), 1)));
        Assert.That(draws, Has.Length.EqualTo(200).And.Unique);
    }

    [Test]
    public void A_plate_of_size_1_is_a_dim_as_any_other()
    {
        using Plate plate = Plate("one", 1);
        Assert.That(Sample("x", Unit).shape, Is.EqualTo(new long[] { 1 }));
        Assert.That(Sample("v", new Normal(torch.zeros([4]), 1).ToEvent(1)).shape, Is.EqualTo(new long[] { 1, 4 }));
    }

    [Test]
    public void A_plate_of_size_0_draws_nothing_and_adds_nothing()
    {
        SampleSite site = Witness.Of(() =>
        {
            using Plate plate = Plate("none", 0);
            Sample("x", Unit);
        })["x"];
        Assert.That(site.Value!.shape, Is.EqualTo(new long[] { 0 }));
        Assert.That((double)site.Total(), Is.Zero);
    }

    [Test]
    public void A_site_knows_its_plates_innermost_first()
    {
        SampleSite site = Witness.Of(() =>
        {
            using Plate outer = Plate("outer", 4, subsample: 2);
            using Plate inner = Plate("inner", 3);
            Sample("x", Unit);
        })["x"];
        Assert.That(site.Plates, Is.EqualTo(new[] { new PlateFrame("inner", -2, 3, 3), new PlateFrame("outer", -1, 4, 2) }));
    }

    [Test]
    public void Two_open_plates_on_one_dim_are_PPL104()
    {
        using Plate first = Plate("first", 2);
        Assert.That(() => Plate("second", 3, dim: -1), Raises.Code("PPL104").With.Message.Contains("plate \"second\"").And.Message.Contains("first(dim -1, size 2)"));
    }

    [TestCase(3, 4)]
    [TestCase(3, 0)]
    [TestCase(3, -1)]
    [TestCase(0, 1)]
    public void A_subsample_larger_than_the_plate_or_empty_is_PPL106(long size, long subsample) =>
        Assert.That(() => Plate("rows", size, subsample), Raises.Code("PPL106").With.Message.Contains("plate \"rows\""));

    [Test]
    public void A_dim_counted_from_the_left_is_refused_by_the_arguments_name()
    {
        Assert.That(() => Plate("rows", 2, dim: 0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("dim"));
        Assert.That(() => Plate("rows", -1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("size"));
    }

    [Test]
    public void A_plate_inside_another_of_its_name_is_PPL001()
    {
        using Plate rows = Plate("rows", 2);
        Assert.That(() => Plate("rows", 2), Raises.Code("PPL001").With.Message.Contains("plate \"rows\""));
    }

    [Test]
    public void A_factor_in_a_plate_counts_once_for_each_element()
    {
        double Total(long? subsample) => (double)Witness.Of(() =>
        {
            using Plate rows = Plate("rows", 6, subsample);
            Factor("penalty", torch.tensor(-0.5));
        }).Sites.Values.OfType<FactorSite>().Single().Total();
        Assert.That(Total(null), Is.EqualTo(-3).Within(1e-6));
        Assert.That(Total(2), Is.EqualTo(-3).Within(1e-6));
    }

    [Test]
    public void A_deterministic_value_in_a_plate_keeps_its_shape()
    {
        Tensor value = torch.zeros([5, 5]);
        using Plate rows = Plate("rows", 2);
        Assert.That(Deterministic("table", value), Is.SameAs(value));
    }
}
