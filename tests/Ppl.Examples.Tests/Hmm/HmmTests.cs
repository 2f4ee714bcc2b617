using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class HmmTests
{
    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics_and_agrees_with_the_forward_algorithm()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "hmm", "--quick");
        double[] means = Numbers(metrics, "svi_means"), em = Numbers(metrics, "em_means");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[] { "metrics.json", "path.png", "states.png", "bound.png", "report.html" }));
            AssertAgreement(metrics);
            Assert.That(Metric(metrics, "log_evidence"), Is.GreaterThan(Metric(metrics, "em_log_likelihood") - 3));
            Assert.That(Metric(metrics, "path_accuracy"), Is.GreaterThan(0.9));
            for (int j = 0; j < 3; j++)
            {
                Assert.That(means[j], Is.EqualTo(new[] { -3, 0, 3 }[j]).Within(0.4));
                Assert.That(means[j], Is.EqualTo(em[j]).Within(0.2));
            }
        });
    }

    /// <summary>The states lie apart, and 500 numbers outweigh the prior: maximum likelihood is within a standard deviation of the posterior's mean.</summary>
    [Test]
    public async Task Chains_with_ordered_states_agree_with_maximum_likelihood()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "hmm", "--quick", "--nuts", "--engine", "compiled");
        double[] em = Numbers(metrics, "em_means"), sds = Numbers(metrics, "svi_mean_sds");
        Assert.Multiple(() =>
        {
            ChainMetrics.AssertEngine(metrics, "compiled");
            Assert.That(folder.Contents().Keys, Is.SupersetOf(ChainMetrics.Pictures()));
            for (int j = 0; j < 3; j++)
            {
                double deviation = Metric(metrics, $"nuts_mean_{j + 1}_sd");
                Assert.That(Metric(metrics, $"nuts_mean_{j + 1}_mean"), Is.EqualTo(em[j]).Within(deviation));
                Assert.That(deviation, Is.InRange(0.7 * sds[j], 2 * sds[j]));
            }
            Assert.That(Metric(metrics, "nuts_r_hat"), Is.LessThan(1.06));
            Assert.That(Metric(metrics, "nuts_divergences"), Is.Zero);
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        string[] arguments = ["hmm", "--quick", "--sequences", "2", "--length", "12", "--steps", "5", "--seed", "7"];
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, arguments), second = await Shell.Metrics(two, arguments);
        first.Remove("seconds");
        second.Remove("seconds");
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    /// <summary>Forty numbers around 1,100, then sixty around 850, with standard deviations of 120: as the Nile's flow.</summary>
    [Test]
    public async Task The_change_in_a_sequence_of_a_file_is_found_in_its_own_units()
    {
        using TemporaryFolder data = new(), folder = new();
        using var rng = new Rng(seed: 5, torch.ScalarType.Float64);
        File.WriteAllLines(data["flow.csv"], ["year,flow", .. Enumerable.Range(0, 100).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{1900 + i},{(i < 40 ? 1100 : 850) + 80 * rng.NextGaussian():R}"))]);
        JsonObject metrics = await Shell.Metrics(folder, "hmm", "--quick", "--data", data["flow.csv"], "--column", "flow", "--time", "year");
        Assert.Multiple(() =>
        {
            AssertAgreement(metrics);
            Assert.That(Numbers(metrics, "changes"), Is.EqualTo(new[] { 1940.0 }).Within(1));
            Assert.That(Numbers(metrics, "svi_means"), Is.EqualTo(new[] { 850.0, 1100 }).Within(40));
        });
    }

    [TestCase(1, "PPL308", "there is no column \"value\"", "time,flow\n1,2\n")]
    [TestCase(1, "PPL307", "row 2 (line 3), column \"value\": \"high\" is no finite number", "time,value\n1,2\n2,high\n")]
    [TestCase(2, "PPL314", "3 numbers are too few for 2 states", "value\n1\n2\n3\n")]
    public async Task A_broken_table_ends_with_one_line(int exitCode, string code, string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], text);
        (await Shell.Run("hmm", "--quick", "--data", data["table.csv"], "--out", folder.Path)).AssertFailure(exitCode, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("--data and --sequences contradict each other", "--data", "x.csv", "--sequences", "10")]
    [TestCase("--data and --length contradict each other", "--data", "x.csv", "--length", "10")]
    [TestCase("--column names a column of a file", "--column", "x")]
    [TestCase("--states 0 is out of range", "--states", "0")]
    public async Task Options_that_contradict_each_other_end_with_one_line(string mistake, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run(["hmm", .. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
    }

    private static void AssertAgreement(JsonObject metrics)
    {
        Assert.That(Metric(metrics, "log_evidence"), Is.EqualTo(Metric(metrics, "forward_log_evidence")).Within(1e-9));
        Assert.That(Metric(metrics, "posterior_difference"), Is.LessThan(1e-9));
        Assert.That(Metric(metrics, "path_differences"), Is.Zero);
        Assert.That(Metric(metrics, "elbo"), Is.LessThan(Metric(metrics, "log_evidence")));
        Assert.That(Metric(metrics, "log_evidence"), Is.LessThan(Metric(metrics, "em_log_likelihood")));
    }

    private static double Metric(JsonObject metrics, string name) => metrics[name]!.GetValue<double>();

    private static double[] Numbers(JsonObject metrics, string name) => [.. metrics[name]!.AsArray().Select(number => number!.GetValue<double>())];
}
