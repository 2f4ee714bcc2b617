using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Ppl.Testing.Tests;

/// <summary>Each assertion passes where it should (false alarm 1e-6) and fails at a mistake that is small against the spread of the draws.</summary>
public sealed class StatisticalAssertTests
{
    private const int Draws = 20_000;

    private static double[] Normals() => [.. Normal.Samples(new MersenneTwister(1), 2, 3).Take(Draws)];

    [Test]
    public void Draws_of_the_stated_distribution_pass()
    {
        StatisticalAssert.Mean(Normals(), 2);
        StatisticalAssert.Variance(Normals(), 9);
        StatisticalAssert.Distribution(Normals(), x => Normal.CDF(2, 3, x));
        StatisticalAssert.Frequencies([5050, 2480, 2470], [0.5, 0.25, 0.25]);
    }

    [Test]
    public void A_mean_a_twentieth_of_a_standard_deviation_away_fails() => Fails(() => StatisticalAssert.Mean(Normals(), 2.15));

    [Test]
    public void A_variance_a_tenth_away_fails() => Fails(() => StatisticalAssert.Variance(Normals(), 9.9));

    [Test]
    public void A_shifted_cdf_fails() => Fails(() => StatisticalAssert.Distribution(Normals(), x => Normal.CDF(2.3, 3, x)));

    [Test]
    public void Draws_that_are_no_numbers_fail()
    {
        Fails(() => StatisticalAssert.Distribution([.. Normals(), double.NaN], x => Normal.CDF(2, 3, x)));
        Fails(() => StatisticalAssert.Mean([.. Normals(), double.NaN], 2));
        Fails(() => StatisticalAssert.Variance([.. Normals(), double.NaN], 9));
    }

    [Test]
    public void Unlikely_counts_fail() => Fails(() => StatisticalAssert.Frequencies([5300, 2350, 2350], [0.5, 0.25, 0.25]));

    [Test]
    public void Categories_too_rare_for_chi_square_are_refused() =>
        Assert.Throws<ArgumentException>(() => StatisticalAssert.Frequencies([100, 2], [0.99, 0.01]));

    /// <summary>At a false alarm of 5 %, sound draws fail about one time in twenty: the tolerance is neither too wide nor too narrow.</summary>
    [Test]
    public void The_false_alarm_rate_is_the_stated_one()
    {
        var random = new MersenneTwister(2);
        int alarms = Enumerable.Range(0, 2000).Count(_ => IsRefused(() => StatisticalAssert.Mean([.. Normal.Samples(random, 0, 1).Take(100)], 0, falseAlarm: 0.05)));
        Assert.That(alarms, Is.InRange(Binomial(0.00001), Binomial(0.99999)));

        static int Binomial(double probability) => (int)Normal.InvCDF(2000 * 0.055, Math.Sqrt(2000 * 0.05 * 0.95), probability);
    }

    private static void Fails(Action assertion) => Assert.That(IsRefused(assertion), "the assertion should have failed");

    private static bool IsRefused(Action assertion) => Assertion.Failure(assertion) is not null;
}
