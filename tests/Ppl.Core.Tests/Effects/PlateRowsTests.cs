using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Plates whose rows the program gives.</summary>
public sealed class PlateRowsTests
{
    private static Tensor Rows(params long[] rows) => torch.tensor(rows);

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void A_site_has_the_length_of_the_rows_and_the_scale_of_the_whole()
    {
        SampleSite site = Witness.Of(() =>
        {
            using Plate cells = Plate("cells", 10, Rows(7, 2, 5, 0));
            Sample("x", new Normal(0, 1));
        })["x"];
        Assert.That(site.Value!.shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(site.Scale, Is.EqualTo(2.5));
    }

    [TestCase(new long[] { 2, 0 })]
    [TestCase(new long[] { 2, 0, 1 })]
    public void Subsample_gives_the_rows_in_their_order_of_all_rows_too(long[] rows)
    {
        using Plate cells = Plate("cells", 3, Rows(rows));
        Assert.That(TensorText.ToDoubles(cells.Subsample(torch.tensor([10.0, 11, 12]))), Is.EqualTo(rows.Select(row => 10.0 + row)));
        Assert.That(TensorText.ToDoubles(cells.Indices), Is.EqualTo(rows));
    }

    [TestCase(new long[] { 2, 0 })]
    [TestCase(new long[] { 2, 0, 1 })]
    public void A_local_parameter_is_indexed_by_the_rows(long[] rows)
    {
        using Plate cells = Plate("cells", 3, Rows(rows));
        Tensor local = Param("mean", () => torch.tensor([10.0, 11, 12]), eventDim: 0);
        Assert.That(TensorText.ToDoubles(local), Is.EqualTo(rows.Select(row => 10.0 + row)));
    }

    [Test]
    public void A_plate_of_no_elements_has_no_rows()
    {
        using Plate cells = Plate("cells", 0, Rows());
        Assert.That(Sample("x", new Normal(0, 1)).shape, Is.EqualTo(new long[] { 0 }));
    }

    [TestCase(new long[] { 0, 3 }, "it has no row 3")]
    [TestCase(new long[] { -1 }, "it has no row -1")]
    [TestCase(new long[] { 1, 0, 1 }, "row 1 was given twice")]
    public void Rows_outside_the_plate_or_given_twice_are_PPL112(long[] rows, string mistake) =>
        Assert.That(() => Plate("cells", 3, Rows(rows)), Raises.Code("PPL112").With.Message.Contains($"plate \"cells\": {mistake}"));

    [Test]
    public void Rows_that_are_no_list_of_whole_numbers_are_PPL112()
    {
        Assert.That(() => Plate("cells", 3, torch.zeros([2])), Raises.Code("PPL112").With.Message.Contains("Float32").And.Message.Contains("[2]"));
        Assert.That(() => Plate("cells", 3, torch.zeros([2, 1], torch.int64)), Raises.Code("PPL112").With.Message.Contains("[2, 1]"));
        Assert.That(() => Plate("cells", 3, rows: 2), Raises.Code("PPL112").With.Message.Contains("subsample"), "a number becomes a tensor of no dims");
    }

    [Test]
    public void No_rows_or_more_rows_than_elements_are_PPL106()
    {
        Assert.That(() => Plate("cells", 3, Rows()), Raises.Code("PPL106"));
        using ValueChecks checks = ValueChecks.Set(false);
        Assert.That(() => Plate("cells", 3, Rows(0, 1, 2, 0)), Raises.Code("PPL106"));
    }

    [Test]
    public void Rows_are_read_no_more_once_an_engine_found_its_steps_clean()
    {
        using ValueChecks checks = ValueChecks.Set(false);
        Assert.That(() => { using Plate cells = Plate("cells", 3, Rows(1, 1)); }, Throws.Nothing);
    }
}
