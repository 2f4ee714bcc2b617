using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>Simulation-based calibration of each kernel, 200 posteriors of a model; a false alarm in 10,000.</summary>
public sealed class SamplerCalibrationTests
{
    private static readonly Calibrated[] Kernels =
    [
        new("nuts", new McmcOptions { Chains = 1, Warmup = 200, Draws = 4 * 99 }),
        new("nuts, dense", new McmcOptions { Chains = 1, Warmup = 300, Draws = 4 * 99, Metric = MetricKind.Dense }),
        new("hmc", new McmcOptions { Chains = 1, Warmup = 200, Draws = 4 * 99, Kernel = new Hmc() }),
        new("random walk", new McmcOptions { Chains = 1, Warmup = 300, Draws = 30 * 99, Kernel = new RandomWalk(), TargetAcceptance = 0.3 }),
    ];

    private static readonly CalibratedModel[] Others = [new("a coin", Coin), new("a rate", Rate), new("a slope", Slope)];

    [TestCaseSource(nameof(Kernels))]
    public void A_sampler_draws_from_the_posterior(object sampler) => Check(MeanAndScale(), ((Calibrated)sampler).Options);

    [Test]
    public void A_sampler_draws_from_the_posteriors_of_other_models([ValueSource(nameof(Kernels))] object sampler, [ValueSource(nameof(Others))] object model) =>
        Check(((CalibratedModel)model).Make(), ((Calibrated)sampler).Options);

    /// <summary>The assertion sees a density whose scale is wrong by a third.</summary>
    [Test]
    public void A_density_that_is_not_the_models_is_found() =>
        Assert.That(Assert.Catch(() => Isolated(() => Check(MeanAndScale(sharpness: 1.8), Kernels[0].Options)))!.Message, Does.StartWith("log sigma: ranks ["));

    private static void Isolated(Action assertion)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext()) assertion();
    }

    /// <summary>The scale by a random walk, the mean by NUTS.</summary>
    [Test]
    public void A_cycle_of_kernels_draws_from_the_posterior() =>
        Check(MeanAndScale(), Kernels[3].Options, (density, options) => BlockChains.Run(density, options, (new RandomWalk(), [1]), (new Nuts(), [0])));

    private static void Check(Story story, McmcOptions options, Func<IDensity, McmcOptions, McmcResult>? run = null) => Calibration.Check(story.Simulate, (y, rng) =>
    {
        McmcOptions own = options with { Seed = (ulong)rng.NextInt64(long.MaxValue) };
        Draws draws = (run?.Invoke(story.Posterior(y), own) ?? new Mcmc(own).Run(story.Posterior(y))).Samples["position"];
        return [.. Enumerable.Range(0, draws.Count).Select(draw => story.Quantities(y, draws[draw].ToArray()))];
    },
    new() { Names = story.Names });

    /// <summary>Ten numbers of unknown mean and scale: μ ~ N(0, 1), log σ ~ N(0, 1/4), y_i ~ N(μ, σ²).</summary>
    private static Story MeanAndScale(double sharpness = 1)
    {
        return new(["mu", "log sigma", "log likelihood"], Simulate, Quantities, y => new(2, (position, gradient) =>
        {
            (double mu, double logSigma) = (position[0], position[1]);
            double precision = sharpness * Math.Exp(-2 * logSigma), rest = 0, squares = 0;
            foreach (double x in y) (rest, squares) = (rest + (x - mu), squares + ((x - mu) * (x - mu)));
            gradient[0] = -mu + (precision * rest);
            gradient[1] = (-4 * logSigma) + (precision * squares) - y.Length;
            return (-0.5 * mu * mu) - (2 * logSigma * logSigma) - (0.5 * precision * squares) - (y.Length * logSigma);
        }));

        static Simulated<double[]> Simulate(Rng rng)
        {
            (double mu, double logSigma) = (rng.NextGaussian(), rng.NextGaussian() / 2);
            double[] y = [.. Enumerable.Range(0, 10).Select(_ => mu + (Math.Exp(logSigma) * rng.NextGaussian()))];
            return new(Quantities(y, [mu, logSigma]), y);
        }

        static double[] Quantities(double[] y, double[] u) => [u[0], u[1], y.Sum(x => -0.5 * (x - u[0]) * (x - u[0]) * Math.Exp(-2 * u[1])) - (y.Length * u[1])];
    }

    /// <summary>p ~ Beta(2, 3) by u = logit p, and the heads of nine tosses.</summary>
    private static Story Coin()
    {
        const double a = 2, b = 3, tosses = 9;
        return new(["u"], Simulate, (_, u) => [u[0]], y => new(1, (position, gradient) =>
        {
            double heads = y[0], p = SpecialFunctions.Logistic(position[0]);
            gradient[0] = (a + heads) - ((a + b + tosses) * p);
            return ((a + heads) * Math.Log(p)) + ((b + tosses - heads) * double.LogP1(-p));
        }));

        static Simulated<double[]> Simulate(Rng rng)
        {
            double p = MathNet.Numerics.Distributions.Beta.InvCDF(a, b, rng.NextDouble());
            return new([Math.Log(p / (1 - p))], [Enumerable.Range(0, (int)tosses).Count(_ => rng.NextDouble() < p)]);
        }
    }

    /// <summary>λ ~ Gamma(2, 1) by u = log λ, and five counts of Poisson(λ).</summary>
    private static Story Rate()
    {
        const double shape = 2;
        return new(["u"], Simulate, (_, u) => [u[0]], y => new(1, (position, gradient) =>
        {
            double sum = shape + y.Sum(), rate = (1 + y.Length) * Math.Exp(position[0]);
            gradient[0] = sum - rate;
            return (sum * position[0]) - rate;
        }));

        static Simulated<double[]> Simulate(Rng rng)
        {
            double rate = Gamma.InvCDF(shape, 1, rng.NextDouble());
            return new([Math.Log(rate)], [.. Enumerable.Range(0, 5).Select(_ => Count(rate, rng.NextDouble()))]);
        }

        static double Count(double rate, double share)
        {
            int count = 0;
            while (Poisson.CDF(rate, count) < share) count++;
            return count;
        }
    }

    /// <summary>y_i ~ N(level + slope x_i, 1) at x = 4, …, 8, far from 0, so that level and slope lean on each other; both ~ N(0, 1).</summary>
    private static Story Slope()
    {
        double[] x = [4, 5, 6, 7, 8];
        return new(["level", "slope"], Simulate, (_, u) => u, y => new(2, (position, gradient) =>
        {
            (double level, double slope) = (position[0], position[1]);
            double log = -0.5 * ((level * level) + (slope * slope));
            (gradient[0], gradient[1]) = (-level, -slope);
            for (int i = 0; i < x.Length; i++)
            {
                double rest = y[i] - level - (slope * x[i]);
                log -= 0.5 * rest * rest;
                gradient[0] += rest;
                gradient[1] += rest * x[i];
            }
            return log;
        }));

        Simulated<double[]> Simulate(Rng rng)
        {
            (double level, double slope) = (rng.NextGaussian(), rng.NextGaussian());
            return new([level, slope], [.. x.Select(at => level + (slope * at) + rng.NextGaussian())]);
        }
    }

    private sealed record Calibrated(string Name, McmcOptions Options)
    {
        public override string ToString() => Name;
    }

    private sealed record CalibratedModel(string Name, Func<Story> Make)
    {
        public override string ToString() => Name;
    }

    /// <summary>A model with draws from it, and its posterior.</summary>
    /// <param name="Names">Of what is ranked.</param>
    /// <param name="Simulate">Draws what is ranked, and data.</param>
    /// <param name="Quantities">What is ranked, of data and a position.</param>
    /// <param name="Posterior">Given data.</param>
    private sealed record Story(string[] Names, Func<Rng, Simulated<double[]>> Simulate, Func<double[], double[], double[]> Quantities, Func<double[], AnalyticDensity> Posterior);
}
