using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics;

namespace Ppl.Examples.Tests;

public sealed class CritiqueTests
{
    private const string First = "Poisson", Second = "negative binomial", Third = "negative binomial on x";

    [Test]
    public async Task A_quick_run_refutes_two_models_by_what_the_next_one_mends_and_each_foretells_better()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "critique", "--quick");
        double Of(string number, string model) => metrics[number]![model]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
            {
                "metrics.json", "report.html", "prior.png", "check_variance_to_mean.png", "check_share_of_zeros.png", "check_maximum.png", "check_correlation.png",
                "counts.png", "by_x.png", "held_out.png", "bound.png",
            }));
            foreach (string statistic in new[] { "variance_to_mean", "share_of_zeros", "maximum" })
            {
                Assert.That(Of($"{statistic}_p_value", First), Is.LessThan(0.01), statistic);
                Assert.That(Of($"{statistic}_p_value", Second), Is.InRange(0.05, 0.95), statistic);
            }
            Assert.That(Of("correlation_p_value", Second), Is.LessThan(0.01));
            foreach (TestStatistic statistic in TestStatistic.All) Assert.That(Of($"{statistic.Key}_p_value", Third), Is.InRange(0.05, 0.95), statistic.Name);
            foreach (string model in new[] { First, Second, Third }) Assert.That(Of("prior_p_value_of_mean", model), Is.InRange(0.1, 0.9), model);

            foreach ((string before, string after) in new[] { (First, Second), (Second, Third) })
            {
                Assert.That(Of("gains", after), Is.EqualTo(Of("held_out_log_densities", after) - Of("held_out_log_densities", before)).Within(1e-9));
                Assert.That(Of("gains", after), Is.GreaterThan(2 * Of("gain_errors", after)), after);
                Assert.That(Of("elbos", after), Is.GreaterThan(Of("elbos", before) + 10), after);
            }
            Assert.That(Of("gains", "truth"), Is.Zero.Within(3 * Of("gain_errors", "truth")));
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        string[] arguments = ["critique", "--quick", "--rows", "60", "--epochs", "20", "--draws", "100", "--seed", "7"];
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, arguments), second = await Shell.Metrics(two, arguments);
        first.Remove("seconds");
        second.Remove("seconds");
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    /// <summary>Counts that fall with the years, by rates that differ among like years.</summary>
    [Test]
    public async Task Columns_of_a_file_are_criticised_too()
    {
        using TemporaryFolder data = new(), folder = new();
        using var rng = new Rng(seed: 5);
        File.WriteAllLines(data["table.csv"], ["year,wrecks", .. Enumerable.Range(0, 80).Select(i =>
        {
            double rate = Math.Exp(2.5 - i / 30.0) * (rng.NextDouble() < 0.5 ? 0.5 : 1.5);
            return $"{1900 + i},{Enumerable.Range(0, 100).Count(_ => rng.NextDouble() < rate / 100)}";
        })]);
        JsonObject metrics = await Shell.Metrics(folder, "critique", "--quick", "--data", data["table.csv"], "--count", "wrecks", "--covariate", "year", "--draws", "200");
        Assert.Multiple(() =>
        {
            Assert.That(metrics["training_rows"]!.GetValue<int>(), Is.EqualTo(40));
            Assert.That(metrics["correlation_observed"]!.GetValue<double>(), Is.LessThan(-0.3));
            Assert.That(metrics["correlation_p_value"]![Second]!.GetValue<double>(), Is.GreaterThan(0.99));
            Assert.That(metrics["correlation_p_value"]![Third]!.GetValue<double>(), Is.InRange(0.01, 0.99));
            Assert.That(metrics["gains"]![Third]!.GetValue<double>(), Is.Positive);
            Assert.That(metrics.ContainsKey("true_held_out_log_density"), Is.False);
        });
    }

    [Test]
    public void Test_statistics_of_a_small_table_are_those_by_hand()
    {
        var rows = new CountRows([0, 1, 2, 3], [0, 0, 2, 6]);
        double Of(string key, CountRows of) => TestStatistic.All.Single(statistic => statistic.Key == key).Of(of);
        Assert.Multiple(() =>
        {
            Assert.That(Of("variance_to_mean", rows), Is.EqualTo(24.0 / 3 / 2).Within(1e-12));
            Assert.That(Of("share_of_zeros", rows), Is.EqualTo(0.5));
            Assert.That(Of("maximum", rows), Is.EqualTo(6));
            Assert.That(Of("correlation", rows), Is.EqualTo(10 / Math.Sqrt(5 * 24)).Within(1e-12));
            Assert.That(Of("correlation", rows with { X = [1, 1, 1, 1] }), Is.Zero);
            foreach (string key in new[] { "variance_to_mean", "correlation" }) Assert.That(Of(key, rows.With([0, 0, 0, 0])), Is.Zero);
        });
    }

    [TestCase(0, 1.0), TestCase(2, 0.5), TestCase(3, 0.125), TestCase(5, 0.0)]
    public void Half_of_the_equal_replicates_count(double observed, double expected)
    {
        var check = new PredictiveCheck(TestStatistic.All[0], observed, [1, 2, 2, 3]);
        Assert.That(check.PValue, Is.EqualTo(expected));
        Assert.That(check.Refutes, Is.EqualTo(expected is 0 or 1));
    }

    /// <summary>The log probability of a count whose rate is gamma distributed, by the sum over the definition: Γ(y + r) / (y! Γ(r)) (r / (r + m))ʳ (m / (r + m))ʸ.</summary>
    [Test]
    public void Drawn_counts_have_the_log_densities_of_their_distribution()
    {
        using var rng = new Rng(seed: 3, torch.ScalarType.Float64);
        CritiqueData data = CritiqueData.Draw(60, rng);
        const double r = 1 / CritiqueData.Spread;
        double[] expected = [.. data.HeldOut.X.Zip(data.HeldOut.Y, (x, y) =>
        {
            double mean = Math.Exp(CritiqueData.Level + CritiqueData.Slope * x);
            return SpecialFunctions.GammaLn(y + r) - SpecialFunctions.GammaLn(y + 1) - SpecialFunctions.GammaLn(r) + r * Math.Log(r / (r + mean)) + y * Math.Log(mean / (r + mean));
        })];
        Assert.That(data.TrueLogDensities, Is.EqualTo(expected).Within(1e-9));
        Assert.That((data.Training.Count, data.HeldOut.Count), Is.EqualTo((30, 30)));
    }

    [TestCase("PPL308", "there is no column \"y\"", "x,count\n1,2\n")]
    [TestCase("PPL308", "there is no column \"x\"", "t,y\n1,2\n")]
    [TestCase("PPL307", "row 2 (line 3), column \"y\": \"many\" is no finite number", "x,y\n1,2\n2,many\n")]
    [TestCase("PPL303", "row 1, column \"y\": 1.5 is no count", "x,y\n1,1.5\n2,2\n")]
    [TestCase("PPL303", "row 2, column \"y\": -1 is no count", "x,y\n1,1\n2,-1\n")]
    [TestCase("PPL303", "2 rows, half of which would be held out", "x,y\n1,1\n2,2\n")]
    public async Task A_broken_table_ends_with_one_line(string code, string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], text);
        (await Shell.Run("critique", "--quick", "--data", data["table.csv"], "--out", folder.Path)).AssertFailure(1, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("column \"x\" has one value only", 1, 2)]
    [TestCase("column \"y\" has one value only", 2, 1)]
    [TestCase("the mean of column \"y\" is 1499.5", 2, 3000)]
    public async Task Columns_that_no_model_fits_are_refused(string mistake, int xEvery, int yEvery)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllLines(data["table.csv"], ["x,y", .. Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % xEvery},{i % yEvery}"))]);
        (await Shell.Run("critique", "--data", data["table.csv"], "--out", folder.Path)).AssertFailure(1, "PPL303", mistake);
    }

    [TestCase("--data and --rows contradict each other", "--data", "x.csv", "--rows", "100")]
    [TestCase("--count names a column of a file", "--count", "y")]
    [TestCase("--covariate names a column of a file", "--covariate", "x")]
    [TestCase("name one column, \"a\"", "--data", "x.csv", "--count", "a", "--covariate", "a")]
    [TestCase("--draws 1 is out of range", "--draws", "1")]
    public async Task Options_that_contradict_each_other_end_with_one_line(string mistake, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run(["critique", .. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }
}
