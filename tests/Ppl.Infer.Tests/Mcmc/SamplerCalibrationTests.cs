using Ppl.Testing;

namespace Ppl.Infer.Tests;

/// <summary>
/// Simulation-based calibration of each kernel, 200 posteriors of ten numbers of unknown mean and scale: μ ~ N(0, 1), log σ ~ N(0, 1/4), y_i ~ N(μ, σ²); a false alarm in 10,000.
/// </summary>
public sealed class SamplerCalibrationTests
{
    private static readonly Calibrated[] Kernels =
    [
        new("nuts", new McmcOptions { Chains = 1, Warmup = 200, Draws = 4 * 99 }),
        new("nuts, dense", new McmcOptions { Chains = 1, Warmup = 300, Draws = 4 * 99, Metric = MetricKind.Dense }),
        new("hmc", new McmcOptions { Chains = 1, Warmup = 200, Draws = 4 * 99, Kernel = new Hmc() }),
        new("random walk", new McmcOptions { Chains = 1, Warmup = 300, Draws = 30 * 99, Kernel = new RandomWalk(), TargetAcceptance = 0.3 }),
    ];

    [TestCaseSource(nameof(Kernels))]
    public void A_sampler_draws_from_the_posterior(object sampler) => Check(((Calibrated)sampler).Options);

    /// <summary>The assertion sees a density whose scale is wrong by a third.</summary>
    [Test]
    public void A_density_that_is_not_the_models_is_found() =>
        Assert.That(Assert.Catch(() => Isolated(() => Check(Kernels[0].Options, sharpness: 1.8)))!.Message, Does.Contain("log sigma: ranks ["));

    private static void Isolated(Action assertion)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext()) assertion();
    }

    private static void Check(McmcOptions options, double sharpness = 1) => Calibration.Check(Simulate, (y, rng) =>
    {
        var mcmc = new Mcmc(options with { Seed = (ulong)rng.NextInt64(long.MaxValue) });
        Draws draws = mcmc.Run(Posterior(y, sharpness)).Samples["position"];
        return [.. Enumerable.Range(0, draws.Count).Select(draw => new[] { draws[draw][0], draws[draw][1], LogLikelihood(y, draws[draw][0], draws[draw][1]) })];
    },
    new() { Names = ["mu", "log sigma", "log likelihood"] });

    private static Simulated<double[]> Simulate(Rng rng)
    {
        (double mu, double logSigma) = (rng.NextGaussian(), rng.NextGaussian() / 2);
        double[] y = [.. Enumerable.Range(0, 10).Select(_ => mu + (Math.Exp(logSigma) * rng.NextGaussian()))];
        return new([mu, logSigma, LogLikelihood(y, mu, logSigma)], y);
    }

    private static double LogLikelihood(double[] y, double mu, double logSigma) => y.Sum(x => -0.5 * (x - mu) * (x - mu) * Math.Exp(-2 * logSigma)) - (y.Length * logSigma);

    private static AnalyticDensity Posterior(double[] y, double sharpness) => new(2, (position, gradient) =>
    {
        (double mu, double logSigma) = (position[0], position[1]);
        double precision = sharpness * Math.Exp(-2 * logSigma), rest = 0, squares = 0;
        foreach (double x in y) (rest, squares) = (rest + (x - mu), squares + ((x - mu) * (x - mu)));
        gradient[0] = -mu + (precision * rest);
        gradient[1] = (-4 * logSigma) + (precision * squares) - y.Length;
        return (-0.5 * mu * mu) - (2 * logSigma * logSigma) - (0.5 * precision * squares) - (y.Length * logSigma);
    });

    private sealed record Calibrated(string Name, McmcOptions Options)
    {
        public override string ToString() => Name;
    }
}
