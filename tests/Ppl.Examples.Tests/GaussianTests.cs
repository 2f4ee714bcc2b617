using System.Text.Json.Nodes;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ppl.Examples.Tests;

public sealed class GaussianTests
{
    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gaussian", "--quick");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "metrics.json", "posterior_mu.png", "posterior_sigma.png", "bound.png", "report.html" }));
            Assert.That(metrics.Select(metric => metric.Key), Is.SupersetOf(new[] { "example", "version", "seed", "quick", "device", "learning_rate", "steps", "epochs", "elbo", "seconds" }));
            Assert.That(metrics.All(metric => metric.Value is JsonValue), "one flat object");
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, "gaussian", "--quick", "--seed", "7");
        JsonObject second = await Shell.Metrics(two, "gaussian", "--quick", "--seed", "7");
        first.Remove("seconds");
        second.Remove("seconds");
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    [Test]
    public async Task The_whole_run_finds_the_posterior_and_a_bound_just_below_the_evidence()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gaussian");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(Metric("mu_mean"), Is.EqualTo(Metric("mu_mean_exact")).Within(0.1 * Metric("mu_deviation_exact")));
            Assert.That(Metric("sigma_mean"), Is.EqualTo(Metric("sigma_mean_exact")).Within(0.1 * Metric("sigma_deviation_exact")));
            Assert.That(Metric("mu_deviation"), Is.EqualTo(Metric("mu_deviation_exact")).Within(0.05 * Metric("mu_deviation_exact")));
            Assert.That(Metric("sigma_deviation"), Is.EqualTo(Metric("sigma_deviation_exact")).Within(0.05 * Metric("sigma_deviation_exact")));
            Assert.That(Metric("elbo"), Is.EqualTo(Metric("log_evidence")).Within(1e-4));
        });
    }

    /// <summary>The evidence by a nested adaptive rule of MathNet: another method, the same number.</summary>
    [Test]
    public void The_exact_posterior_agrees_with_adaptive_quadrature()
    {
        double[] numbers = [.. Enumerable.Range(0, 40).Select(i => 1.5 + 0.7 * Math.Sin(i * i))];
        ExactPosterior exact = ExactPosterior.Of(numbers);
        double LogJoint(double mu, double sigma) =>
            Normal.PDFLn(0, 10, mu) + LogNormal.PDFLn(0, 1, sigma) + numbers.Sum(y => Normal.PDFLn(mu, sigma, y));
        double Integral(Func<double, double, double> weight) => Integrate.GaussLegendre(
            sigma => Integrate.GaussLegendre(mu => weight(mu, sigma) * Math.Exp(LogJoint(mu, sigma) - exact.LogEvidence), -1.5, 4.5, 256), 0.15, 3, 256);
        Assert.Multiple(() =>
        {
            Assert.That(Integral((_, _) => 1), Is.EqualTo(1).Within(1e-9));
            Assert.That(Integral((mu, _) => mu), Is.EqualTo(exact.Marginals.MuMean).Within(1e-9));
            Assert.That(Integral((_, sigma) => sigma), Is.EqualTo(exact.Marginals.SigmaMean).Within(1e-9));
            Assert.That(Integrate.GaussLegendre(exact.Marginals.SigmaDensity, 0.3, 0.9, 128), Is.EqualTo(1).Within(1e-4));
        });
    }
}
