using System.Text.Json.Nodes;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Ppl.Testing;

namespace Ppl.Examples.Tests;

public sealed class EightSchoolsTests
{
    private static readonly string[] Guides = ["AutoNormal", "AutoMultivariateNormal", "AutoStructured"];

    [Test]
    public async Task A_quick_run_tells_the_centred_guides_from_the_others_and_its_weights_find_the_exact_answer()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "eight-schools", "--quick");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
            { "metrics.json", "report.html", "funnel_AutoNormal.png", "funnel_AutoMultivariateNormal.png", "funnel_AutoStructured.png", "log_tau.png", "schools.png", "bound.png" }));
            foreach (string guide in Guides)
            {
                double Of(string number, string way) => metrics[number]![$"{way} {guide}"]!.GetValue<double>();
                Assert.That(Of("k_hat", "centred"), Is.GreaterThan(0.75), guide);
                Assert.That(Of("k_hat", "non-centred"), Is.LessThan(0.8).And.LessThan(Of("k_hat", "centred")), guide);
                Assert.That(Of("elbos", "centred"), Is.LessThan(Metric("log_evidence") - 1), guide);
                Assert.That(Of("elbos", "non-centred"), Is.EqualTo(Metric("log_evidence") - 0.25).Within(0.15), guide);
                Assert.That(Of("tau_deviation", "centred"), Is.LessThan(0.5 * Metric("tau_deviation_exact")), guide);
            }
            Assert.That(Metric("log_evidence"), Is.EqualTo(-31.3113473).Within(1e-6));
            foreach (string latent in new[] { "mu", "tau", "theta_1", "theta_8" })
            {
                double deviation = Metric($"{latent}_deviation_exact");
                Assert.That(Metric($"{latent}_mean_weighted"), Is.EqualTo(Metric($"{latent}_mean_exact")).Within(0.1 * deviation), latent);
                Assert.That(Metric($"{latent}_deviation_weighted"), Is.EqualTo(deviation).Within(0.1 * deviation), latent);
            }
        });
    }

    [Test]
    public async Task Chains_find_the_exact_means_and_mix_better_without_centre()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "eight-schools", "--quick", "--nuts", "--engine", "compiled", "--steps", "10");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.SupersetOf(ChainMetrics.Pictures().Concat(ChainMetrics.Pictures("nuts_centred"))));
            foreach (string quantity in (string[])["mu", "tau", .. Enumerable.Range(1, 8).Select(school => $"theta_{school}")])
                ChainMetrics.AssertMean(metrics, quantity, metrics[$"{quantity}_mean_exact"]!.GetValue<double>());
            foreach (string key in new[] { "nuts", "nuts_centred" }) ChainMetrics.AssertEngine(metrics, "compiled", key);
            Assert.That(metrics["nuts_r_hat"]!.GetValue<double>(), Is.LessThan(1.05));
            Assert.That(metrics["nuts_ess"]!.GetValue<double>(), Is.GreaterThan(2 * metrics["nuts_centred_ess"]!.GetValue<double>()));
        });
    }

    /// <summary>Evidence and moments over mu and log tau by Gauss-Legendre quadrature, with only the effects integrated by hand.</summary>
    [Test]
    public void The_exact_posterior_agrees_with_quadrature_over_two_numbers()
    {
        var schools = new Schools([28, 8, -3, 7], [15, 10, 16, 11]);
        var exact = new SchoolsPosterior(schools);
        double Joint(double mu, double t)
        {
            double tau = Math.Exp(t), log = Normal.PDFLn(0, 5, mu) + Math.Log(2) + Cauchy.PDFLn(0, 5, tau) + t;
            for (int j = 0; j < schools.Count; j++) log += Normal.PDFLn(mu, Math.Sqrt(schools.Errors[j] * schools.Errors[j] + tau * tau), schools.Effects[j]);
            return Math.Exp(log - exact.LogEvidence);
        }
        double Theta(double mu, double t) => (28 * Math.Exp(2 * t) + mu * 225) / (225 + Math.Exp(2 * t));
        double Mean(Func<double, double, double> of) =>
            Integrate.GaussLegendre(t => Integrate.GaussLegendre(mu => of(mu, t) * Joint(mu, t), -35, 45, 256), -25, 9, 512);
        SchoolsAnswer answer = exact.Answer;
        Assert.Multiple(() =>
        {
            Assert.That(Mean((_, _) => 1), Is.EqualTo(1).Within(1e-8));
            Assert.That(Mean((mu, _) => mu), Is.EqualTo(answer.Mu.Mean).Within(1e-6));
            Assert.That(Mean((mu, _) => Square(mu - answer.Mu.Mean)), Is.EqualTo(Square(answer.Mu.Deviation)).Within(1e-4));
            Assert.That(Mean((_, t) => Math.Exp(t)), Is.EqualTo(answer.Tau.Mean).Within(1e-4));
            Assert.That(Mean(Theta), Is.EqualTo(answer.Theta[0].Mean).Within(1e-5));
            Assert.That(Mean((mu, t) => 225 * Math.Exp(2 * t) / (225 + Math.Exp(2 * t)) + Square(Theta(mu, t) - answer.Theta[0].Mean)),
                Is.EqualTo(Square(answer.Theta[0].Deviation)).Within(1e-3));
        });
    }

    /// <summary>All points of the line have one density, and draws of the exact posterior lie within it as often as it says.</summary>
    [TestCase(0.5)]
    [TestCase(0.95)]
    public void The_line_around_the_funnel_holds_its_share(double share)
    {
        var exact = new SchoolsPosterior(Schools.OfRubin);
        Line line = new FunnelContour(exact, school: 0).Around("line", share);
        double LogDensity(double theta, double t)
        {
            (double mean, double variance) = exact.ThetaGiven(0, Math.Exp(t));
            return Math.Log(exact.Density(t)) + Normal.PDFLn(mean, Math.Sqrt(variance), theta);
        }
        double level = LogDensity(line.X[100], line.Y[100]);
        var random = new Random(1);
        double[] t = Generate.LinearSpaced(4000, -9, 4), below = [.. Sums(t.Select(exact.Density))];
        double[] inside = [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            double at = t[Math.Max(0, ~Array.BinarySearch(below, random.NextDouble() * below[^1]))];
            (double mean, double variance) = exact.ThetaGiven(0, Math.Exp(at));
            return LogDensity(Normal.Sample(random, mean, Math.Sqrt(variance)), at) > level ? 1.0 : 0;
        })];
        Assert.That(line.X.Zip(line.Y, LogDensity), Is.All.EqualTo(level).Within(1e-4));
        StatisticalAssert.Mean(inside, share, falseAlarm: 1e-6);

        static IEnumerable<double> Sums(IEnumerable<double> numbers)
        {
            double sum = 0;
            foreach (double number in numbers) yield return sum += number;
        }
    }

    [Test]
    public async Task A_table_of_Rubins_numbers_gives_what_the_default_gives()
    {
        using TemporaryFolder data = new(), one = new(), two = new();
        File.WriteAllLines(data["rubin.csv"], ["school,se,est", .. Enumerable.Range(0, 8).Select(i => $"{i},{Schools.OfRubin.Errors[i]},{Schools.OfRubin.Effects[i]}")]);
        JsonObject table = await Shell.Metrics(one, "eight-schools", "--steps", "3", "--data", data["rubin.csv"]);
        JsonObject byDefault = await Shell.Metrics(two, "eight-schools", "--steps", "3");
        foreach (JsonObject metrics in new[] { table, byDefault })
            foreach (string name in new[] { "data", "seconds" }) metrics.Remove(name);
        Assert.That(table.ToJsonString(), Is.EqualTo(byDefault.ToJsonString()));
    }

    [TestCase("PPL307", "row 2", "est,se", "28,15", "eight,10")]
    [TestCase("PPL308", "no column \"se\"", "est,error", "28,15", "8,10")]
    [TestCase("PPL303", "row 2, column \"se\": 0 is no standard error", "est,se", "28,15", "8,0")]
    [TestCase("PPL303", "a single row", "est,se", "28,15")]
    [TestCase("PPL301", "no rows", "est,se")]
    public async Task A_table_that_is_none_ends_with_one_line(string code, string mistake, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["table.csv"], lines);
        (await Shell.Run("eight-schools", "--data", folder["table.csv"], "--out", folder["out"])).AssertFailure(1, code, mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [Test]
    public async Task A_device_that_is_not_there_ends_with_exit_code_2()
    {
        if (torch.cuda.is_available()) Assert.Ignore("there is such a device");
        using var folder = new TemporaryFolder();
        (await Shell.Run("eight-schools", "--device", "cuda", "--out", folder["out"])).AssertFailure(2, "PPL314", "package provider");
    }

    private static double Square(double x) => x * x;
}
