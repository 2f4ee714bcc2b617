using MathNet.Numerics.Distributions;

namespace Ppl.Infer.Tests;

/// <summary>Posteriors whose moments are known, by compiled densities and by traced ones: the same references hold both.</summary>
public sealed class CompiledPosteriorTests
{
    private static readonly McmcOptions Short = new() { Seed = 31, Warmup = 300, Draws = 600 };

    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Begin() => scope = torch.NewDisposeScope();

    [TearDown]
    public void End() => scope.Dispose();

    [Test]
    public void The_mean_of_normal_numbers([Values(Engine.Compiled, Engine.Traced)] Engine engine)
    {
        double[] data = [0.4, 1.7, -0.2, 2.1];
        Check(CompiledPrograms.Mean, torch.tensor(data), Short with { Engine = engine }, ("mu", 0, data.Sum() / 5, Math.Sqrt(1 / 5.0)));
    }

    /// <summary>The moments are integrals over the scale of the schools, by a fine grid.</summary>
    [Test]
    public void Eight_schools()
    {
        ((double mu, double muDeviation), (double tau, double tauDeviation)) = Schools();
        Assert.That((mu, tau), Is.EqualTo((4.40, 3.60)).Within(0.01));
        Check(CompiledPrograms.Schools, 0, new McmcOptions { Seed = 32, Draws = 5000, Engine = Engine.Compiled }, ("mu", 0, mu, muDeviation), ("tau", 0, tau, tauDeviation));
    }

    [Test]
    public void The_share_of_a_mixture_whose_assignments_are_summed_out([Values(Engine.Compiled, Engine.Traced)] Engine engine)
    {
        double[] data = [-0.3, 0.8, 2.4, 3.3, 0.1];
        (double mean, double deviation) = Moments(0, 1, w => data.Aggregate(1.0, (product, y) => product * (((1 - w) * Normal.PDF(0, 1, y)) + (w * Normal.PDF(3, 1, y)))));
        Check(CompiledPrograms.Share, torch.tensor(data), Short with { Draws = 500, Engine = engine }, ("w", 0, mean, deviation));
    }

    [Test]
    public void The_slope_of_a_logistic_regression([Values(Engine.Compiled, Engine.Traced)] Engine engine)
    {
        double[] x = [-2, -1, 0.5, 1, 3, 0.2], y = [0, 0, 1, 0, 1, 1];
        (double mean, double deviation) = Moments(-15, 25, slope => x.Zip(y).Aggregate(Normal.PDF(0, 2, slope), (product, row) => product / (1 + Math.Exp((row.Second > 0 ? -1 : 1) * slope * row.First))));
        Check(CompiledPrograms.Odds, (torch.tensor(x), torch.tensor(y)), Short with { Engine = engine }, ("slope", 0, mean, deviation));
    }

    private static void Check<TData>(Program<TData> model, TData data, McmcOptions options, params (string Site, int Index, double Mean, double Deviation)[] expected)
    {
        McmcResult result = new Mcmc(options).Run(model, data);
        Assert.That(result.Engine, Is.EqualTo(options.Engine));
        KnownPosterior.Check(result, expected);
    }

    private static (double Mean, double Deviation) Moments(double from, double to, Func<double, double> density)
    {
        const int cells = 20_000;
        double[] sums = new double[3];
        for (int i = 0; i < cells; i++)
        {
            double x = from + ((to - from) * (i + 0.5) / cells), weight = density(x);
            for (int power = 0; power < 3; power++) sums[power] += weight * Math.Pow(x, power);
        }
        double mean = sums[1] / sums[0];
        return (mean, Math.Sqrt((sums[2] / sums[0]) - (mean * mean)));
    }

    /// <summary>Given tau the schools are independent and mu is normal: what is left is an integral over τ = tan(angle), whose prior, half Cauchy(5), is uniform in atan(τ / 5).</summary>
    private static ((double Mean, double Deviation) Mu, (double Mean, double Deviation) Tau) Schools()
    {
        double[] effects = [28, 8, -3, 7, -1, 1, 18, 12], errors = [15, 10, 16, 11, 9, 11, 10, 18];
        const int cells = 100_000;
        double total = 0, mu = 0, muSquare = 0, tau = 0, tauSquare = 0;
        for (int i = 0; i < cells; i++)
        {
            double t = 5 * Math.Tan(Math.PI / 2 * (i + 0.5) / cells);
            double[] precisions = [.. errors.Select(error => 1 / ((error * error) + (t * t)))];
            double precision = precisions.Sum() + (1.0 / 25), weighed = effects.Zip(precisions, (y, p) => y * p).Sum(), mean = weighed / precision;
            double logWeight = (0.5 * precisions.Sum(Math.Log)) - (0.5 * Math.Log(precision)) - (0.5 * effects.Zip(precisions, (y, p) => y * y * p).Sum()) + (0.5 * mean * weighed);
            double weight = Math.Exp(logWeight);
            total += weight;
            mu += weight * mean;
            muSquare += weight * ((mean * mean) + (1 / precision));
            tau += weight * t;
            tauSquare += weight * t * t;
        }
        return (Of(mu, muSquare), Of(tau, tauSquare));

        (double, double) Of(double sum, double square) => (sum / total, Math.Sqrt((square / total) - (sum / total * (sum / total))));
    }
}
