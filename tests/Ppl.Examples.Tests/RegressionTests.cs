using System.Text.Json.Nodes;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Ppl.Testing;

namespace Ppl.Examples.Tests;

public sealed class RegressionTests
{
    [Test]
    public async Task A_quick_run_finds_the_exact_posterior_where_the_guide_can_hold_it()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "regression", "--quick");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
            {
                "metrics.json", "report.html", "coefficients_linear.png", "off_linear.png", "bound_linear.png", "coefficients_logistic.png", "off_logistic.png", "bound_logistic.png",
            }));
            foreach (string kind in new[] { "linear", "logistic" })
            {
                double Of(string number, string guide) => metrics[$"{kind}_{number}"]![guide]!.GetValue<double>();
                double evidence = metrics[$"{kind}_log_evidence"]!.GetValue<double>();
                foreach (string guide in new[] { "AutoMultivariateNormal, minibatches", "AutoLaplace, all rows", "AutoMultivariateNormal, all rows" })
                {
                    Assert.That(Of("elbo", guide), Is.EqualTo(evidence - 0.3).Within(0.4), guide);
                    Assert.That(Of("k_hat", guide), Is.LessThan(0.7), guide);
                    Assert.That(Of("deviations_share", guide), Is.EqualTo(1).Within(0.1), guide);
                }
                foreach (string guide in new[] { "AutoNormal, minibatches", "AutoLowRankNormal, minibatches", "AutoMultivariateNormal, minibatches", "AutoLaplace, all rows" })
                    Assert.That(Of("means_off", guide), Is.LessThan(0.25), guide);
                Assert.That(Of("elbo", "AutoNormal, minibatches"), Is.LessThan(evidence - 1));
                Assert.That(Of("deviations_share", "AutoNormal, minibatches"), Is.LessThan(0.8));
                Assert.That(Of("means_off", "AutoDelta, minibatches"), Is.LessThan(0.5));
                Assert.That(Of("deviations_share", "AutoDelta, minibatches"), Is.Zero);
            }
        });
    }

    [Test]
    public async Task Chains_find_the_exact_means()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "regression", "--quick", "--nuts", "--engine", "compiled", "--epochs", "2");
        double[] exact = [.. metrics["linear_coefficients_reference"]!.AsArray().Select(mean => mean!.GetValue<double>())];
        Assert.Multiple(() =>
        {
            foreach (string kind in new[] { "linear", "logistic" })
            {
                ChainMetrics.AssertEngine(metrics, "compiled", $"nuts_{kind}");
                Assert.That(folder.Contents().Keys, Is.SupersetOf(ChainMetrics.Pictures($"nuts_{kind}")));
            }
            for (int i = 0; i < exact.Length; i++) ChainMetrics.AssertMean(metrics, i == 0 ? "intercept" : $"x{i}", exact[i], "nuts_linear");
            Assert.That(exact, Has.Length.EqualTo(9));
            Assert.That(metrics["nuts_r_hat"]!.GetValue<double>(), Is.LessThan(1.05));
        });
    }

    /// <summary>Evidence and moments of two coefficients by quadrature over the logarithm of the variance, where the coefficients given it are integrated by brute force.</summary>
    [Test]
    public void The_exact_posterior_agrees_with_quadrature()
    {
        double[,] x = { { 1, 0.5 }, { 1, -1.2 }, { 1, 2.0 }, { 1, 0.1 }, { 1, -0.4 } };
        double[] y = [1.0, -0.7, 3.1, 0.2, 0.4];
        var exact = new NormalInverseGamma(new RegressionTable(["one", "x"], x, y, null, IsLogistic: false), shape: 3, rate: 1.5, scale: 0.8);
        double Joint(double a, double b, double t)
        {
            double variance = Math.Exp(t), scale = Math.Sqrt(variance);
            double log = InverseGamma.PDFLn(3, 1.5, variance) + t + Normal.PDFLn(0, 0.8 * scale, a) + Normal.PDFLn(0, 0.8 * scale, b);
            for (int row = 0; row < y.Length; row++) log += Normal.PDFLn(a + b * x[row, 1], scale, y[row]);
            return Math.Exp(log - exact.LogEvidence);
        }
        double Mean(Func<double, double, double> of) => Integrate.GaussLegendre(
            t => Integrate.GaussLegendre(a => Integrate.GaussLegendre(b => of(a, b) * Joint(a, b, t), -6, 7, 128), -7, 7, 128), -5, 3.5, 64);
        (IReadOnlyList<double> means, IReadOnlyList<double> deviations) = (exact.Coefficients.Means, exact.Coefficients.Deviations);
        Assert.Multiple(() =>
        {
            Assert.That(Mean((_, _) => 1), Is.EqualTo(1).Within(1e-4));
            Assert.That(Mean((a, _) => a), Is.EqualTo(means[0]).Within(1e-4));
            Assert.That(Mean((_, b) => b), Is.EqualTo(means[1]).Within(1e-4));
            Assert.That(Mean((_, b) => Math.Pow(b - means[1], 2)), Is.EqualTo(Math.Pow(deviations[1], 2)).Within(1e-3));
        });
    }

    [Test]
    public void Drawn_inputs_hang_together_and_their_targets_follow_them()
    {
        using var rng = new Rng(3);
        RegressionTable table = RegressionTable.Draw(rng, rows: 4000, inputs: 3, isLogistic: false);
        Coefficients found = new NormalInverseGamma(table, 2, 2, 1).Coefficients;
        var truth = new Coefficients(table.Truth!, found.Deviations);
        double[] products = [.. Enumerable.Range(0, table.Rows).Select(row => table.Inputs[row, 2] * table.Inputs[row, 3])];
        Assert.That(truth.MeansOff(found), Is.LessThan(2.5));
        StatisticalAssert.Mean(products, 0.7, falseAlarm: 1e-6);
    }

    [Test]
    public async Task A_table_is_read_with_its_inputs_in_standard_units_and_odds_are_told_by_the_target()
    {
        using TemporaryFolder data = new(), output = new();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{100 + 7 * (i % 5)},{(i % 5 + i % 3 > 3 ? 1 : 0)},{i % 7}"))];
        File.WriteAllLines(data["table.csv"], ["height,passed,other", .. rows]);
        RegressionTable table = RegressionTable.Read(data["table.csv"], "passed", isLogistic: null);
        JsonObject metrics = await Shell.Metrics(output, "regression", "--quick", "--data", data["table.csv"], "--target", "passed");
        Assert.Multiple(() =>
        {
            Assert.That(table.Names, Is.EqualTo(new[] { "intercept", "height", "other" }));
            Assert.That(table.IsLogistic);
            Assert.That(Enumerable.Range(0, 60).Average(row => table.Inputs[row, 1]), Is.Zero.Within(1e-12));
            Assert.That(Enumerable.Range(0, 60).Average(row => table.Inputs[row, 1] * table.Inputs[row, 1]), Is.EqualTo(1).Within(1e-12));
            Assert.That(metrics["logistic_coefficients"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(metrics["logistic_coefficients"]![1]!.GetValue<double>(), Is.GreaterThan(1));
            Assert.That(metrics.ContainsKey("linear_elbo"), Is.False);
        });
    }

    [TestCase(1, "PPL307", "row 2", "a,y", "1,2", "one,3")]
    [TestCase(1, "PPL308", "no column \"y\"", "a,b", "1,2", "2,3")]
    [TestCase(1, "PPL303", "column \"a\" has one value only", "a,y", "1,2", "1,3")]
    [TestCase(1, "PPL303", "there is no column but \"y\"", "y", "1", "3")]
    public async Task A_table_that_is_none_ends_with_one_line(int exitCode, string code, string mistake, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["table.csv"], lines);
        (await Shell.Run("regression", "--data", folder["table.csv"], "--out", folder["out"])).AssertFailure(exitCode, code, mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [Test]
    public async Task Logistic_regression_wants_targets_of_0_and_1()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["table.csv"], ["a,y", "1,0", "2,1", "3,2"]);
        (await Shell.Run("regression", "--model", "logistic", "--data", folder["table.csv"], "--out", folder["out"])).AssertFailure(1, "PPL303", "row 3, column \"y\": 2 is neither 0 nor 1");
    }

    [TestCase("--rows says what to draw", "--data", "table.csv", "--rows", "100")]
    [TestCase("--inputs says what to draw", "--data", "table.csv", "--inputs", "5")]
    [TestCase("--target names a column", "--target", "y")]
    [TestCase("--device cuda", "--device", "cuda")]
    public async Task Options_that_contradict_each_other_end_with_exit_code_2(string mistake, params string[] arguments)
    {
        if (arguments.Contains("cuda") && TorchSharp.torch.cuda.is_available()) Assert.Ignore("there is such a device");
        using var folder = new TemporaryFolder();
        (await Shell.Run(["regression", .. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
    }
}
