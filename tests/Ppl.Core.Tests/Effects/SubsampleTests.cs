using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Plates that look at a part of their elements.</summary>
public sealed class SubsampleTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [Test]
    public void The_indices_are_distinct_elements_of_the_plate()
    {
        for (int size = 1; size <= 6; size++)
        {
            for (int count = 1; count <= size; count++)
            {
                using Plate plate = Plate("rows", size, count);
                Assert.That(plate.Indices.dtype, Is.EqualTo(torch.ScalarType.Int64));
                Assert.That(TensorText.ToDoubles(plate.Indices), Has.Length.EqualTo(count).And.Unique.And.All.InRange(0, size - 1));
            }
        }
    }

    /// <summary>Inclusion counts of 20,000 draws of 3 from 10 within 6 standard deviations: false alarm below 10 * 2e-9.</summary>
    [Test]
    public void Each_element_is_as_likely_to_be_looked_at_as_any_other()
    {
        const int draws = 20_000;
        using var rng = new Rng(11);
        using Scope seed = new Handlers.Seed(rng).Enter();
        var counts = new double[10];
        for (int i = 0; i < draws; i++)
        {
            using Plate plate = Plate("rows", 10, 3);
            foreach (double index in TensorText.ToDoubles(plate.Indices)) counts[(int)index]++;
        }
        Assert.That(counts, Has.All.EqualTo(0.3 * draws).Within(6 * Math.Sqrt(draws * 0.3 * 0.7)));
    }

    [Test]
    public void A_site_has_the_length_of_the_subsample_and_the_scale_of_the_whole()
    {
        SampleSite site = Witness.Of(() =>
        {
            using Plate outer = Plate("outer", 10, 4);
            using Plate inner = Plate("inner", 6, 3);
            Sample("x", Unit);
        })["x"];
        Assert.That(site.Value!.shape, Is.EqualTo(new long[] { 3, 4 }));
        Assert.That(site.Scale, Is.EqualTo(10 / 4.0 * 2));
    }

    [Test]
    public void Subsample_gives_the_elements_that_the_indices_name()
    {
        Tensor data = torch.arange(10).to(torch.float64) * 10;
        using Plate plate = Plate("rows", 10, 4);
        Assert.That(TensorText.ToDoubles(plate.Subsample(data)), Is.EqualTo(TensorText.ToDoubles(plate.Indices).Select(index => 10 * index)));
    }

    [Test]
    public void Subsample_counts_the_plates_dim_left_of_the_event_dims()
    {
        Tensor data = torch.arange(24).reshape(2, 6, 2);
        using Plate columns = Plate("columns", 6, 3);
        using Plate rows = Plate("rows", 2);
        Tensor part = columns.Subsample(data, eventDim: 1);
        Assert.That(part.shape, Is.EqualTo(new long[] { 2, 3, 2 }));
        Assert.That((double)part[1, 2, 1], Is.EqualTo(12 + (2 * (double)columns.Indices[2]) + 1));
    }

    [Test]
    public void A_whole_plate_gives_the_data_themselves()
    {
        Tensor data = torch.zeros([3]);
        using Plate plate = Plate("rows", 3);
        Assert.That(plate.Subsample(data), Is.SameAs(data));
        Assert.That(TensorText.ToDoubles(plate.Indices), Is.EqualTo(new double[] { 0, 1, 2 }));
    }

    [Test]
    public void Data_to_subsample_of_another_size_are_PPL008()
    {
        using Plate plate = Plate("rows", 3, 2);
        Assert.That(() => plate.Subsample(torch.zeros([4])), Raises.Code("PPL008").With.Message.Contains("[4]"));
        Assert.That(() => plate.Subsample(torch.zeros([3]), eventDim: 1), Raises.Code("PPL008"));
        Assert.That(() => plate.Subsample(torch.zeros([])), Raises.Code("PPL008"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Observations_not_indexed_by_the_subsampled_plate_are_PPL008(long subsample)
    {
        Tensor data = torch.zeros([5]);
        using Plate plate = Plate("rows", 5, subsample);
        Assert.That(() => Sample("y", Unit, obs: data), Raises.Code("PPL008").With.Message.Contains("rows.Subsample(data)"));
    }
}
