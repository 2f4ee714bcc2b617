using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class EcdfBandTests
{
    /// <summary>Two bins have one edge: the coverage is that of a binomial number between its ends.</summary>
    [Test]
    public void Of_two_bins_it_is_a_binomial_interval()
    {
        var band = EcdfBand.Of(ranks: 10, bins: 2, coverage: 0.9);
        Assert.That((band.Low.Single(), band.High.Single()), Is.EqualTo((2, 8)));
        Assert.That(band.Coverage, Is.EqualTo(1 - (2 * (1 + 10) / 1024.0)).Within(1e-12));
    }

    /// <summary>All 3⁶ ways to put six ranks into three bins.</summary>
    [Test]
    public void The_coverage_is_that_of_all_ways()
    {
        var band = EcdfBand.Of(ranks: 6, bins: 3, coverage: 0.8);
        int within = Enumerable.Range(0, 729).Count(way =>
        {
            long[] counts = new long[3];
            for (int i = 0; i < 6; i++, way /= 3) counts[way % 3]++;
            return band.Leaves(counts) is null;
        });
        Assert.That(band.Coverage, Is.EqualTo(within / 729.0).Within(1e-12).And.GreaterThanOrEqualTo(0.8));
    }

    /// <summary>Of 20,000 sets of uniform ranks as many leave the band as it says.</summary>
    [Test]
    public void Uniform_ranks_leave_it_as_often_as_it_says()
    {
        using var rng = new Rng(1);
        var band = EcdfBand.Of(ranks: 100, bins: 10, coverage: 0.95);
        long outside = Enumerable.Range(0, 20_000).Count(_ =>
        {
            long[] counts = new long[10];
            for (int i = 0; i < 100; i++) counts[rng.NextInt64(10)]++;
            return band.Leaves(counts) is not null;
        });
        Assert.That(band.Coverage, Is.InRange(0.95, 0.96));
        StatisticalAssert.Frequencies([20_000 - outside, outside], [band.Coverage, 1 - band.Coverage]);
    }

    [Test]
    public void What_has_no_band_is_refused()
    {
        Assert.That(() => EcdfBand.Of(10, 1, 0.9), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => EcdfBand.Of(10, 2, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => EcdfBand.Of(10, 2, 0.9).Leaves([1, 2, 3]), Throws.ArgumentException);
    }
}
