namespace Ppl.Infer.Tests;

public sealed class CredibleIntervalTests
{
    private static readonly double[] ZeroToHundred = [.. Enumerable.Range(0, 101).Reverse().Select(i => (double)i)];

    [Test]
    public void An_equal_tailed_interval_has_as_much_below_as_above()
    {
        var interval = CredibleInterval.EqualTailed(ZeroToHundred, 0.9);
        Assert.That((interval.Low, interval.High, interval.Width), Is.EqualTo((5.0, 95.0, 90.0)).Within(1e-12));
        Assert.That(interval.Contains(5.5) && !interval.Contains(96));
        Assert.That(ZeroToHundred[0], Is.EqualTo(100), "the draws stay as they were");
    }

    /// <summary>Squares lie closest at 0: half of them from there on.</summary>
    [Test]
    public void A_highest_density_interval_is_the_narrowest()
    {
        var interval = CredibleInterval.HighestDensity([.. ZeroToHundred.Select(x => x * x)], 0.5);
        Assert.That((interval.Low, interval.High), Is.EqualTo((0.0, 2500.0)));
    }

    /// <summary>Of an exponential distribution: from 0 to -log(1 - share).</summary>
    [Test]
    public void Of_an_exponential_distribution_it_begins_at_0()
    {
        double[] quantiles = [.. Enumerable.Range(0, 20_000).Select(i => -Math.Log(1 - ((i + 0.5) / 20_000)))];
        var interval = CredibleInterval.HighestDensity(quantiles, 0.8);
        Assert.That(interval.Low, Is.EqualTo(0).Within(1e-4));
        Assert.That(interval.High, Is.EqualTo(-Math.Log(0.2)).Within(1e-3));
    }

    [Test]
    public void One_draw_is_an_interval() => Assert.That(CredibleInterval.HighestDensity([3]).Width, Is.Zero);

    [Test]
    public void What_has_no_interval_is_refused()
    {
        Assert.That(() => CredibleInterval.HighestDensity([]), Throws.ArgumentException);
        Assert.That(() => CredibleInterval.EqualTailed([1, double.NaN]), Throws.ArgumentException);
        Assert.That(() => CredibleInterval.EqualTailed([1, 2], share: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
