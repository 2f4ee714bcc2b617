using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class GmmTests
{
    private static readonly string[] Methods = ["svi", "summed", "map", "em", "cavi"];

    [Test]
    public async Task A_quick_run_leaves_its_pictures_and_metrics_and_finds_the_components()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gmm", "--quick");
        Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
        {
            "metrics.json", "densities.png", "components.png", "responsibilities.png", "em.png", "bound.png", "ascent.png", "report.html",
        }));
        AssertFound(metrics);
        double[] meanField = Numbers(metrics, "svi_mean_sds"), summed = Numbers(metrics, "summed_mean_sds");
        double[] known = [.. Numbers(metrics, "svi_variances").Zip(Numbers(metrics, "svi_weights"), (variance, weight) => Math.Sqrt(variance / (1000 * weight)))];
        double[] curvatures = Curvatures(seed: 1);
        Assert.Multiple(() =>
        {
            Assert.That(Metric(metrics, "em_falls"), Is.Zero);
            foreach (string method in Methods) Assert.That(Metric(metrics, $"{method}_log_likelihood"), Is.InRange(Metric(metrics, "em_log_likelihood") - 1, Metric(metrics, "em_log_likelihood")));
            Assert.That(Metric(metrics, "svi_elbo"), Is.LessThan(Metric(metrics, "summed_elbo")));
            for (int j = 0; j < 3; j++)
            {
                Assert.That(meanField[j], Is.EqualTo(known[j]).Within(10).Percent);
                Assert.That(summed[j], Is.EqualTo(curvatures[j]).Within(10).Percent);
            }
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        string[] arguments = ["gmm", "--quick", "--n", "60", "--starts", "2", "--epochs", "10", "--seed", "7"];
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, arguments), second = await Shell.Metrics(two, arguments);
        first.Remove("seconds");
        second.Remove("seconds");
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    [Test]
    public async Task Chains_with_ordered_components_agree_with_the_other_methods()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "gmm", "--quick", "--nuts", "--engine", "compiled", "--starts", "2", "--epochs", "10");
        double[] em = Numbers(metrics, "em_means"), known = Numbers(metrics, "known_mean_sds");
        Assert.Multiple(() =>
        {
            ChainMetrics.AssertEngine(metrics, "compiled");
            Assert.That(folder.Contents().Keys, Is.SupersetOf(ChainMetrics.Pictures()));
            for (int j = 0; j < 3; j++)
            {
                double deviation = Metric(metrics, $"nuts_mean_{j + 1}_sd");
                Assert.That(Metric(metrics, $"nuts_mean_{j + 1}_mean"), Is.EqualTo(em[j]).Within(0.7 * deviation));
                // The first distribution stands alone; the other two overlap, and their weights, means and variances hang together.
                Assert.That(deviation, j == 0 ? Is.EqualTo(known[j]).Within(25).Percent : Is.InRange(1.3 * known[j], 2.5 * known[j]));
            }
            Assert.That(Metric(metrics, "nuts_log_likelihood"), Is.EqualTo(Metric(metrics, "em_log_likelihood") - 1).Within(1));
            Assert.That(Metric(metrics, "nuts_r_hat"), Is.LessThan(1.06));
        });
    }

    /// <summary>Two groups in the plane: coordinates of other sizes, that vary together.</summary>
    [Test]
    public async Task Points_of_a_file_are_grouped_in_their_own_units()
    {
        using TemporaryFolder data = new(), folder = new();
        WritePlane(data["plane.csv"]);
        JsonObject metrics = await Shell.Metrics(folder, "gmm", "--quick", "--data", data["plane.csv"], "--columns", "size,weight", "--starts", "3", "--epochs", "800");
        Assert.That(folder.Contents().Keys, Has.Member("ellipses.png").And.Member("responsibilities.png"));
        Assert.Multiple(() =>
        {
            foreach (string method in Methods)
            {
                JsonArray means = metrics[$"{method}_means"]!.AsArray();
                Assert.That(means[0]![0]!.GetValue<double>(), Is.EqualTo(0.2).Within(0.01), method);
                Assert.That(means[1]![1]!.GetValue<double>(), Is.EqualTo(500).Within(20), method);
                Assert.That(Metric(metrics, $"{method}_log_likelihood"), Is.InRange(Metric(metrics, "em_log_likelihood") - 2, Metric(metrics, "em_log_likelihood")));
            }
        });
    }

    private static void WritePlane(string path)
    {
        using var rng = new Rng(seed: 5, torch.ScalarType.Float64);
        File.WriteAllLines(path, ["id,size,weight", .. Enumerable.Range(0, 150).Select(i =>
        {
            (double u, double v) = (rng.NextGaussian(), rng.NextGaussian());
            (double size, double weight) = i % 3 == 0 ? (0.2 + 0.02 * u, 300 + 30 * u + 20 * v) : (0.4 + 0.03 * u, 500 - 30 * u + 30 * v);
            return string.Create(CultureInfo.InvariantCulture, $"{i},{size:R},{weight:R}");
        })]);
    }

    [TestCase("PPL308", "there is no column \"waiting\"", "eruptions\n1\n2\n3\n")]
    [TestCase("PPL307", "row 2 (line 3), column \"waiting\": \"long\" is no finite number", "eruptions,waiting\n1,2\n2,long\n3,4\n")]
    [TestCase("PPL303", "line 3 has 1 cells", "eruptions,waiting\n1,2\n2\n")]
    public async Task A_broken_table_ends_with_one_line(string code, string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], text);
        (await Shell.Run("gmm", "--quick", "--data", data["table.csv"], "--out", folder.Path)).AssertFailure(1, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("all 7 numbers of the column are the same", "eruptions,waiting\n1,5\n2,5\n3,5\n4,5\n5,5\n6,5\n7,5\n")]
    [TestCase("3 points are too few", "eruptions,waiting\n1,2\n2,3\n3,5\n")]
    public async Task A_table_that_no_mixture_fits_ends_with_one_line(string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["table.csv"], text);
        (await Shell.Run("gmm", "--quick", "--data", data["table.csv"], "--out", folder.Path)).AssertFailure(2, "PPL314", mistake);
    }

    [TestCase("--data and --n contradict each other", "--data", "x.csv", "--n", "100")]
    [TestCase("--columns names columns of a file", "--columns", "a,b")]
    [TestCase("a name is missing or stands twice", "--data", "x.csv", "--columns", "a,,b")]
    [TestCase("a name is missing or stands twice", "--data", "x.csv", "--columns", "a,a")]
    [TestCase("--components 0 is out of range", "--components", "0")]
    public async Task Options_that_contradict_each_other_end_with_one_line(string mistake, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run(["gmm", .. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }

    [Test, Category("Slow")]
    public async Task Every_method_finds_the_components_from_nearly_every_seed()
    {
        Dictionary<string, int> found = Methods.ToDictionary(method => method, _ => 0);
        for (int seed = 1; seed <= 20; seed++)
        {
            using var folder = new TemporaryFolder();
            JsonObject metrics = await Shell.Metrics(folder, "gmm", "--quick", "--seed", seed.ToString(CultureInfo.InvariantCulture));
            foreach (string method in Methods)
                if (Gmms.IsFound(Numbers(metrics, $"{method}_means"))) found[method]++;
        }
        Assert.That(found.Values, Has.All.AtLeast(18), string.Join(", ", found));
    }

    private static void AssertFound(JsonObject metrics) => Assert.Multiple(() =>
    {
        foreach (string method in Methods) Assert.That(Gmms.IsFound(Numbers(metrics, $"{method}_means")), method);
    });

    private static double[] Curvatures(ulong seed)
    {
        using var rng = new Rng(seed, torch.ScalarType.Float64);
        GmmData data = GmmData.Draw(1000, rng);
        return Gmms.Curvatures(MixtureMaximization.From(data.Truth!, data.Rows)!.Mixture, data.Rows);
    }

    private static double Metric(JsonObject metrics, string name) => metrics[name]!.GetValue<double>();

    private static double[] Numbers(JsonObject metrics, string name) => [.. metrics[name]!.AsArray().Select(number => number!.GetValue<double>())];
}
