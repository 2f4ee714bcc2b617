using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class GaussianTests
{
    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics_and_finds_the_posterior()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gaussian", "--quick");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
            {
                "metrics.json", "density.png", "posterior_mu.png", "posterior_variance.png", "bound.png", "gradient_variance.png", "report.html",
            }));
            Assert.That(metrics.Select(metric => metric.Key), Is.SupersetOf(new[] { "example", "version", "seed", "quick", "device", "learning_rate", "steps", "epochs", "elbo", "seconds" }));
            Assert.That(metrics.All(metric => metric.Value is JsonValue), "one flat object");
        });
        AssertAgreement(metrics);
        AssertNearExact(metrics, "q", percent: 2);
        AssertNearExact(metrics, "monte_carlo", percent: 2);
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, "gaussian", "--quick", "--n", "20", "--steps", "50", "--seed", "7");
        JsonObject second = await Shell.Metrics(two, "gaussian", "--quick", "--n", "20", "--steps", "50", "--seed", "7");
        first.Remove("seconds");
        second.Remove("seconds");
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    /// <summary>Of ten numbers, where mean and variance hang together.</summary>
    [TestCase("traced")]
    [TestCase("compiled")]
    public async Task Chains_find_the_exact_means_and_the_deviation_that_mean_field_misses(string engine)
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gaussian", "--quick", "--nuts", "--engine", engine, "--n", "10", "--steps", "10");
        Assert.Multiple(() =>
        {
            ChainMetrics.AssertEngine(metrics, engine);
            Assert.That(folder.Contents().Keys, Is.SupersetOf(ChainMetrics.Pictures()));
            foreach (string quantity in new[] { "mu", "variance" }) ChainMetrics.AssertMean(metrics, quantity, Metric(metrics, $"exact_{quantity}_mean"));
            Assert.That(Metric(metrics, "nuts_mu_sd"), Is.GreaterThan(Metric(metrics, "q_mu_sd")));
            Assert.That(Metric(metrics, "nuts_r_hat"), Is.LessThan(1.05));
        });
    }

    /// <summary>A far offset and a small scale, numbers of a file, a prior of four options.</summary>
    [Test]
    public async Task The_three_ways_agree_on_numbers_of_any_scale()
    {
        using TemporaryFolder data = new(), folder = new();
        double[] numbers = GaussianCases.Drawn(60, 1e4, 0.1).Values;
        File.WriteAllLines(data["x.csv"], ["id,x", .. numbers.Select((x, i) => string.Create(CultureInfo.InvariantCulture, $"{i},{x:R}"))]);
        JsonObject metrics = await Shell.Metrics(folder, "gaussian", "--quick", "--x", data["x.csv"],
            "--prior-mean", "9990", "--prior-sd", "20", "--prior-shape", "0.5", "--prior-scale", "0.02");
        AssertAgreement(metrics);
        Assert.That(Metric(metrics, "log_evidence"), Is.EqualTo(ExactPosterior.Of(new Numbers(numbers), new(9990, 20, 0.5, 0.02)).LogEvidence).Within(1e-9));
    }

    /// <summary>Numbers of mean 3 and variance 4, where the prior says -5 ± 1 and 25 ± 3.5.</summary>
    [Test]
    public async Task A_bad_prior_misleads_few_numbers()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gaussian", "--quick", "--prior", "bad", "--n", "10");
        AssertAgreement(metrics);
        Assert.That(Metric(metrics, "q_mu_mean"), Is.Negative);
        Assert.That(Metric(metrics, "exact_variance_mean"), Is.InRange(20, 30));
    }

    private static double Metric(JsonObject metrics, string name) => metrics[name]!.GetValue<double>();

    private static void AssertAgreement(JsonObject metrics)
    {
        (double carlo, double closed, double ascent) = (Metric(metrics, "monte_carlo_elbo"), Metric(metrics, "closed_form_elbo"), Metric(metrics, "cavi_elbo"));
        Assert.Multiple(() =>
        {
            Assert.That(Metric(metrics, "monte_carlo_error"), Is.InRange(1e-6, 1e-3));
            Assert.That(carlo, Is.EqualTo(ascent).Within(0.01));
            Assert.That(closed, Is.EqualTo(ascent).Within(1e-5));
            Assert.That(new[] { carlo, closed, ascent }, Has.All.LessThan(Metric(metrics, "log_evidence")));
        });
    }

    private static void AssertNearExact(JsonObject metrics, string way, double percent)
    {
        (double shape, double scale) = (Metric(metrics, $"{way}_variance_shape"), Metric(metrics, $"{way}_variance_scale"));
        Assert.Multiple(() =>
        {
            Assert.That(Metric(metrics, $"{way}_mu_mean"), Is.EqualTo(Metric(metrics, "exact_mu_mean")).Within(percent).Percent);
            Assert.That(Metric(metrics, $"{way}_mu_sd"), Is.EqualTo(Metric(metrics, "exact_mu_sd")).Within(percent).Percent);
            Assert.That(shape * scale, Is.EqualTo(Metric(metrics, "exact_variance_mean")).Within(percent).Percent);
            Assert.That(Math.Sqrt(shape) * scale, Is.EqualTo(Metric(metrics, "exact_variance_sd")).Within(percent).Percent);
        });
    }
}
