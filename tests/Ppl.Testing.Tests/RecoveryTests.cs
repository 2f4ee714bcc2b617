namespace Ppl.Testing.Tests;

public sealed class RecoveryTests
{
    [Test]
    public void An_exact_sampler_finds_what_was_drawn_from_the_prior() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior());

    /// <summary>From fixed truths, with the posterior N(ȳ, 1/5) of a flat prior.</summary>
    [TestCase(0)]
    [TestCase(7)]
    public void An_exact_sampler_finds_what_was_fixed(double truth) =>
        Recovery.Check(rng => NormalMean.From(truth, rng), (y, rng) => [.. Enumerable.Range(0, 199).Select(_ => new[] { y.Average() + (Math.Sqrt(0.2) * rng.NextGaussian()) })]);

    [Test]
    public void Intervals_that_are_too_narrow_or_too_wide_fail()
    {
        Assert.That(Assertion.Failure(() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior(stretched: 0.4), options: new() { Replications = 50, Names = ["mu"] })), Does.Match("^mu: [0-9]+ of 50 intervals of 90 ?% hold the truth"));
        Assert.That(Assertion.Failure(() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior(stretched: 2.5), level: 0.5)), Does.Contain("of 50 intervals of 50"));
    }

    [Test]
    public void A_bias_fails() =>
        Assert.That(Assertion.Failure(() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior(moved: 1))), Does.Match("posterior means lie (0.[89]|1.[012])[0-9]* posterior standard deviations from the truth"));

    /// <summary>A truth five deviations out in the prior is drawn towards 0.</summary>
    [Test]
    public void A_prior_that_pulls_away_from_a_fixed_truth_fails() =>
        Assert.That(Assertion.Failure(() => Recovery.Check(rng => NormalMean.From(5, rng), NormalMean.Posterior())), Does.Contain("posterior means lie -"));

    /// <summary>Two tests of 5 % each, of 200 exact samplers: at most as many alarms as 10 % raise, at least as many as 5 %.</summary>
    [Test]
    public void The_false_alarm_rate_is_the_stated_one()
    {
        int alarms = Enumerable.Range(0, 200).Count(i => Assertion.Failure(() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior(), options: new() { Replications = 50, FalseAlarm = 0.1, Seed = 5000 + (ulong)i })) is not null);
        TestContext.Out.WriteLine($"{alarms} alarms of 200");
        Assert.That(alarms, Is.InRange(2, 39));
    }

    [Test]
    public void A_level_that_is_no_share_is_refused() =>
        Assert.That(() => Recovery.Check(NormalMean.FromPrior, NormalMean.Posterior(), level: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
