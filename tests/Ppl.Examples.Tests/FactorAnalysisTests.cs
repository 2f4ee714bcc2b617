using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class FactorAnalysisTests
{
    [Test]
    public async Task A_quick_run_reaches_EM_and_leaves_its_pictures_and_metrics()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "fa", "--quick");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "metrics.json", "report.html", "loadings.png", "posterior.png", "factors.png", "bound.png" }));
            Assert.That(metrics.All(metric => metric.Value is JsonValue), "one flat object");
            Assert.That(metrics["training_rows"]!.GetValue<int>(), Is.EqualTo(5000));
            Assert.That(Metric("svi_test_log_likelihood"), Is.EqualTo(Metric("em_test_log_likelihood")).Within(0.5).Percent);
            Assert.That(Metric("nonlinear_test_log_likelihood"), Is.EqualTo(Metric("em_test_log_likelihood")).Within(0.5).Percent);
            Assert.That(Metric("principal_angle_degrees"), Is.LessThan(3));
            Assert.That(Metric("em_principal_angle_degrees"), Is.LessThan(3));
            Assert.That(Metric("posterior_mean_difference"), Is.LessThan(0.1), "on the way to 0.02");
            Assert.That(Metric("posterior_sd_difference"), Is.LessThan(0.1), "on the way to 0.02");
        });
    }

    [Test, Category("Slow")]
    public async Task The_whole_run_shows_what_its_first_comment_expects()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "fa");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(Metric("svi_test_log_likelihood"), Is.EqualTo(Metric("em_test_log_likelihood")).Within(0.5).Percent);
            Assert.That(Metric("local_test_log_likelihood"), Is.EqualTo(Metric("em_test_log_likelihood")).Within(0.5).Percent);
            Assert.That(Metric("posterior_mean_difference"), Is.LessThan(0.02));
            Assert.That(Metric("posterior_sd_difference"), Is.LessThan(0.02));
            Assert.That(Metric("principal_angle_degrees"), Is.LessThan(3));
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        async Task<string> Metrics()
        {
            using var folder = new TemporaryFolder();
            JsonObject metrics = await Shell.Metrics(folder, "fa", "--quick", "--epochs", "1", "--missing", "0.01", "--seed", "7");
            Assert.That(metrics["missing_cells"]!.GetValue<int>(), Is.InRange(1100, 1300), "a hundredth of 6,000 rows of 20");
            metrics.Remove("seconds");
            return metrics.ToJsonString();
        }
        string first = await Metrics();
        Assert.That(await Metrics(), Is.EqualTo(first));
    }

    [Test]
    public async Task A_file_with_empty_cells_serves_as_data()
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], Table(rows: 240));
        JsonObject metrics = await Shell.Metrics(folder,
            "fa", "--data", data["table.csv"], "--columns", "A1,A2,A3,B1,B2,B3", "--factors", "2", "--epochs", "200", "--batch", "100");
        Assert.Multiple(() =>
        {
            Assert.That(metrics["training_rows"]!.GetValue<int>(), Is.EqualTo(200));
            Assert.That(metrics["test_rows"]!.GetValue<int>(), Is.EqualTo(40));
            Assert.That(metrics["missing_cells"]!.GetValue<int>(), Is.EqualTo(24));
            Assert.That(metrics["items_on_own_scale"]!.GetValue<int>(), Is.EqualTo(6));
            Assert.That(metrics["principal_angle_to"]!.GetValue<string>(), Is.EqualTo("em"));
            Assert.That(metrics["svi_test_log_likelihood"]!.GetValue<double>(), Is.EqualTo(metrics["em_test_log_likelihood"]!.GetValue<double>()).Within(2).Percent);
        });
    }

    [TestCase("PPL308", "there is no column \"A3\"", "A1,A2,X\n1,2,3\n4,5,6\n")]
    [TestCase("PPL307", "row 2 (line 3), column \"A2\": \"often\" is no finite number", "A1,A2,A3\n1,2,3\n4,often,6\n")]
    [TestCase("PPL303", "column \"A3\" holds no two different numbers", "A1,A2,A3\n1,2,3\n4,5,3\n2,3,3\n4,5,3\n2,1,3\n3,4,3\n1,1,3\n")]
    [TestCase("PPL301", "2 rows are too few", "A1,A2,A3\n1,2,3\n4,5,6\n")]
    public async Task Broken_data_end_with_one_line_and_write_nothing(string code, string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], text);
        Shell shell = await Shell.Run("fa", "--quick", "--data", data["table.csv"], "--columns", "A1,A2,A3", "--factors", "1", "--out", folder.Path);
        shell.AssertFailure(1, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("--columns names columns of a file", "--columns", "A1,A2")]
    [TestCase("--missing leaves cells out of data that are drawn", "--data", "x.csv", "--missing", "0.1")]
    [TestCase("a name is empty or there twice", "--data", "x.csv", "--columns", "A1,A2,A1")]
    [TestCase("--factors 20 with 20 columns", "--factors", "20")]
    [TestCase("--factors 25 with 25 columns", "--data", "x.csv", "--factors", "25")]
    [TestCase("--missing 1 is out of range", "--missing", "1")]
    public async Task Options_that_contradict_each_other_end_with_exit_code_2(string mistake, params string[] options) =>
        (await Shell.Run(["fa", .. options])).AssertFailure(2, "PPL314", mistake);

    /// <summary>Two scales of three items; every tenth row lacks a cell.</summary>
    private static string Table(int rows)
    {
        using var rng = new Rng(seed: 3);
        string Cell(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(row =>
        {
            double a = rng.NextGaussian(), b = rng.NextGaussian();
            string[] cells = [.. new[] { a, -a, a, b, b, -b }.Select(z => Cell(10 + 3 * z + rng.NextGaussian()))];
            if (row % 10 == 0) cells[row / 10 % 6] = "";
            return $"{row},{string.Join(',', cells)}";
        });
        return $"id,A1,A2,A3,B1,B2,B3\n{string.Join('\n', lines)}\n";
    }
}
