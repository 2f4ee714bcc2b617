namespace Ppl.Examples.Tests;

public sealed class ScaleTests
{
    [Test]
    public void Ticks_are_round_and_lie_within_the_scale()
    {
        Scale scale = Scale.Between(-0.13, 1.04, ticks: 6);
        Assert.Multiple(() =>
        {
            Assert.That(scale.Ticks, Is.EqualTo(new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 }).Within(1e-12));
            Assert.That(scale.Ticks.Select(scale.Label), Is.EqualTo(new[] { "0.0", "0.2", "0.4", "0.6", "0.8", "1.0" }));
        });
    }

    [TestCase(9, "a,b,c,d,e")]
    [TestCase(3, "a,c,e")]
    public void Names_stand_at_whole_numbers_as_many_as_there_is_room_for(int ticks, string labels)
    {
        Scale scale = Scale.Named(["a", "b", "c", "d", "e"], low: 0.5, high: 5.5, ticks);
        Assert.That(string.Join(',', scale.Ticks.Select(scale.Label)), Is.EqualTo(labels));
        Assert.That(scale.Ticks, Is.EqualTo(Enumerable.Range(0, scale.Ticks.Count).Select(i => 1 + i * scale.Step)));
    }

    [TestCase(new[] { 3, 3, double.NaN }, 2.5, 3.5)]
    [TestCase(new double[0], -0.5, 0.5)]
    [TestCase(new[] { double.NaN, double.PositiveInfinity, 1e301 }, -0.5, 0.5)]
    public void A_range_of_one_number_or_of_none_has_a_width(double[] numbers, double low, double high) =>
        Assert.That(Scale.Range(numbers, margin: 0.05), Is.EqualTo((low, high)));

    [Test]
    public void What_is_measured_from_zero_stands_on_it_without_a_margin()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Scale.Range([2, 4], margin: 0.5, standsOnZero: true), Is.EqualTo((0.0, 6.0)));
            Assert.That(Scale.Range([-2, -4], margin: 0.5, standsOnZero: true), Is.EqualTo((-6.0, 0.0)));
            Assert.That(Scale.Range([0, 0], margin: 0.5, standsOnZero: true), Is.EqualTo((0.0, 1.0)));
        });
    }

    [TestCase(0, 1e-12, "0", "2e-13")]
    [TestCase(-3e8, 3e8, "-2e8", "0")]
    [TestCase(0, 60_000, "0", "20,000")]
    [TestCase(1e9, 1e9 + 5, "1.000000000e9", "1.000000001e9")]
    public void Labels_of_small_and_of_large_numbers_have_an_exponent(double low, double high, string first, string second)
    {
        Scale scale = Scale.Between(low, high, ticks: 5);
        Assert.That(scale.Ticks.Take(2).Select(scale.Label), Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public void Counts_have_whole_ticks() => Assert.That(Scale.Between(1, 2, ticks: 8, smallestStep: 1).Ticks, Is.EqualTo(new[] { 1.0, 2.0 }));
}
