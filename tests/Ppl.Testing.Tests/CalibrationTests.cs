using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Testing.Tests;

public sealed class CalibrationTests
{
    [Test]
    public void An_exact_sampler_passes()
    {
        RankedTruths truths = Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior());
        Assert.That(truths.Ranks.Single(), Has.Length.EqualTo(200).And.All.InRange(0, 99));
        Assert.That(truths.Counts(0, 20).Sum(), Is.EqualTo(200));
    }

    [TestCase(0.6, 1.0, "the draws are too large")]
    [TestCase(-0.6, 1.0, "the draws are too small")]
    [TestCase(0, 0.6, "the posterior is too narrow")]
    [TestCase(0, 1.8, "the posterior is too wide")]
    public void A_wrong_sampler_fails_and_the_ranks_say_how(double moved, double stretched, string shape)
    {
        string? failure = Assertion.Failure(() => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(moved, stretched), new() { Names = ["mu"] }));
        Assert.That(failure, Does.StartWith("mu: ranks [").And.Contain(shape).And.Contain("at false alarm 0.0001 over 1 quantities, 200 replications"));
    }

    /// <summary>Two tests of 5 % each raise an alarm between 5 % and 10 % of the time: of 150 exact samplers, as a binomial number.</summary>
    [Test]
    public void The_false_alarm_rate_is_the_stated_one()
    {
        int alarms = Enumerable.Range(0, 150).Count(i => Assertion.Failure(() =>
            Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(draws: 19), new() { Draws = 19, Bins = 10, Replications = 100, FalseAlarm = 0.1, Seed = 1000 + (ulong)i })) is not null);
        TestContext.Out.WriteLine($"{alarms} alarms of 150");
        Assert.That(alarms, Is.InRange(
            MathNet.Numerics.Distributions.Normal.InvCDF(150 * 0.045, Math.Sqrt(150 * 0.05 * 0.95), 1e-4), MathNet.Numerics.Distributions.Normal.InvCDF(150 * 0.1, Math.Sqrt(150 * 0.1 * 0.9), 1 - 1e-5)));
    }

    [Test]
    public void A_sampler_that_ignores_the_data_fails_by_the_log_likelihood_alone()
    {
        static IReadOnlyList<double[]> Prior(double[] y, Rng rng) => [.. Enumerable.Range(0, 99).Select(_ => rng.NextGaussian() is var mu ? new[] { mu, NormalMean.LogLikelihood(mu, y) } : [])];
        static Simulated<double[]> Simulate(Rng rng) => NormalMean.FromPrior(rng) is var (truth, y) ? new([truth[0], NormalMean.LogLikelihood(truth[0], y)], y) : default;
        string? failure = Assertion.Failure(() => Calibration.Check(Simulate, Prior, new() { Names = ["mu", "log likelihood"] }));
        Assert.That(failure, Does.StartWith("log likelihood: ranks [").And.Not.Contain("mu:"));
    }

    [Test]
    public void Ties_are_broken_at_random() =>
        Calibration.Check(rng => new Simulated<int>([rng.NextInt64(3)], 0), (_, rng) => [.. Enumerable.Range(0, 99).Select(_ => new double[] { rng.NextInt64(3) })]);

    [Test]
    public void A_longer_posterior_is_thinned() => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(draws: 250));

    [Test]
    public void A_program_is_its_own_simulator()
    {
        RankedTruths Check(double stretched) => Calibration.Check(Model, torch.zeros([5]), prior => torch.tensor(prior["y"].Values.ToArray()), (y, rng) =>
        {
            IReadOnlyList<double[]> draws = NormalMean.Posterior(stretched: stretched)([.. y.data<double>()], rng);
            return new Samples(new Draws("mu", [], [.. draws.Select(draw => draw[0])]));
        });
        Assert.That(Check(1).Names, Is.EqualTo(new[] { "mu" }));
        Assert.That(Assertion.Failure(() => Check(0.6)), Does.StartWith("mu: ranks ["));

        static void Model(Tensor y)
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            using var rows = Plate("rows", y.shape[0]);
            Sample("y", new Normal(mu, 1), obs: y);
        }
    }

    [Test]
    public void One_seed_gives_one_result()
    {
        RankedTruths Check(ulong seed) => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(), new() { Seed = seed });
        RankedTruths first = Check(1), again = Check(1), other = Check(2);
        Assert.That(again.Ranks[0], Is.EqualTo(first.Ranks[0]));
        Assert.That(other.Ranks[0], Is.Not.EqualTo(first.Ranks[0]));
    }

    [Test]
    public void A_draw_that_is_no_number_is_refused() =>
        Assert.That(() => Calibration.Check(NormalMean.FromPrior, (_, _) => [.. Enumerable.Repeat(new[] { double.NaN }, 99)]), Throws.ArgumentException.With.Message.Contains("not a number in replication 0"));

    [Test]
    public void What_does_not_fit_is_refused()
    {
        Assert.That(() => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(draws: 20)), Throws.ArgumentException.With.Message.Contains("20 draws: 99 at least"));
        Assert.That(() => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(), new() { Bins = 3 }), Throws.ArgumentException.With.Message.Contains("100 ranks are not 3 bins"));
        Assert.That(() => Calibration.Check(NormalMean.FromPrior, NormalMean.Posterior(), new() { Replications = 50 }), Throws.ArgumentException.With.Message.Contains("too few for 20 bins"));
        Assert.That(() => Calibration.Check(NormalMean.FromPrior, (_, _) => [.. Enumerable.Repeat(new double[2], 99)]), Throws.ArgumentException.With.Message.Contains("not all of 1 quantities"));
        Assert.That(() => new CalibrationOptions { FalseAlarm = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
