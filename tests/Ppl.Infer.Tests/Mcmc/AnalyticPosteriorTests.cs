namespace Ppl.Infer.Tests;

/// <summary>Targets whose moments are known, by formula: kernels, adaptation and engine at full size.</summary>
public sealed class AnalyticPosteriorTests
{
    private static readonly McmcOptions Options = new() { Seed = 11, Draws = 2500 };

    [Test]
    public void Ten_scales_are_learnt()
    {
        double[] scales = [.. Enumerable.Range(0, 10).Select(i => Math.Pow(10, (i / 3.0) - 1))];
        KnownPosterior.Check(new Mcmc(Options).Run(AnalyticDensity.Normal(scales)), KnownPosterior.Position([.. scales.Select(scale => (0.0, scale))]));
    }

    [Test]
    public void A_hundred_numbers_of_which_each_leans_on_the_one_before() =>
        KnownPosterior.Check(new Mcmc(Options with { Draws = 1500 }).Run(AnalyticDensity.Chain(100, 0.5)), KnownPosterior.Position([.. Enumerable.Repeat((0.0, 1.0), 100)]));

    [Test]
    public void A_hundred_numbers_any_two_of_correlation_99_percent_with_a_dense_metric() =>
        KnownPosterior.Check(
            new Mcmc(Options with { Draws = 1000, Metric = MetricKind.Dense }).Run(AnalyticDensity.Alike(100, 0.99)),
            KnownPosterior.Position([.. Enumerable.Repeat((0.0, 1.0), 100)]));

    [Test]
    public void Two_numbers_of_correlation_99_percent_with_a_dense_metric() =>
        KnownPosterior.Check(new Mcmc(Options with { Metric = MetricKind.Dense }).Run(AnalyticDensity.Alike(2, 0.99)), KnownPosterior.Position((0, 1), (0, 1)));

    [Test]
    public void A_banana() =>
        KnownPosterior.Check(new Mcmc(Options with { Draws = 6000, TargetAcceptance = 0.95 }).Run(AnalyticDensity.Banana), KnownPosterior.Position((0, 1), (1, 1.5)));

    [Test]
    public void Numbers_of_three_scales_by_Hamiltonian_Monte_Carlo() =>
        KnownPosterior.Check(new Mcmc(Options with { Kernel = new Hmc() }).Run(AnalyticDensity.Normal(0.1, 1, 10)), KnownPosterior.Position((0, 0.1), (0, 1), (0, 10)));

    [Test]
    public void Numbers_of_three_scales_by_a_random_walk() =>
        KnownPosterior.Check(
            new Mcmc(Options with { Kernel = new RandomWalk(), Draws = 50_000 }).Run(AnalyticDensity.Normal(0.1, 1, 10)), KnownPosterior.Position((0, 0.1), (0, 1), (0, 10)));

    [Test]
    public void A_unit_metric_stays_one()
    {
        McmcResult result = new Mcmc(Options with { Metric = MetricKind.Unit, Draws = 2000 }).Run(AnalyticDensity.Normal(1, 2));
        Assert.That(result.Tuning[0].Metric.Covariance(), Is.EqualTo(new[,] { { 1.0, 0 }, { 0, 1 } }));
        KnownPosterior.Check(result, KnownPosterior.Position((0, 1), (0, 2)));
    }

    /// <summary>The average of the logarithms of step sizes is somewhat shorter than the size of the average acceptance.</summary>
    [Test]
    public void The_step_size_is_adapted_to_the_acceptance_that_is_wanted([Values(0.6, 0.8, 0.95)] double target)
    {
        McmcResult result = new Mcmc(Options with { TargetAcceptance = target, Draws = 1000 }).Run(AnalyticDensity.Chain(20, 0.3));
        Assert.That(result.Statistics.Acceptance.Average(chain => chain.Average()), Is.InRange(target - 0.03, target + 0.13));
    }

    [Test]
    public void The_metric_is_the_targets_covariance()
    {
        McmcResult result = new Mcmc(Options with { Metric = MetricKind.Dense }).Run(AnalyticDensity.Alike(2, 0.9));
        foreach (ChainTuning chain in result.Tuning) Assert.That(chain.Metric.Covariance(), Is.EqualTo(new[,] { { 1, 0.9 }, { 0.9, 1 } }).Within(0.35));
    }
}
