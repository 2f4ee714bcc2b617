using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

public sealed class RadonTests
{
    [Test]
    public async Task A_quick_run_finds_what_was_planted_and_the_hierarchy_predicts_best()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "radon", "--quick", "--engine", "compiled");
        double Metric(string name) => metrics[name]!.GetValue<double>();
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(
                new[] { "metrics.json", "report.html", "counties.png", "uranium.png", "replicated.png", "loo_pit.png" }.Concat(ChainMetrics.Pictures()).Concat(ChainMetrics.Pictures("nuts_centred"))));
            foreach (string name in new[] { "intercept", "uranium", "floor", "noise", "spread" })
            {
                double mean = Metric($"nuts_{name}_mean"), deviation = Metric($"nuts_{name}_sd");
                Assert.That(mean, Is.EqualTo(Metric($"planted_{name}")).Within(3 * deviation), name);
                if (name != "spread")
                    Assert.That(metrics[$"{name}_mean"]!["non-centred AutoNormal"]!.GetValue<double>(), Is.EqualTo(mean).Within(deviation / 3), name);
            }
            foreach (string key in new[] { "nuts", "nuts_centred" }) ChainMetrics.AssertEngine(metrics, "compiled", key);
            Assert.That(Metric("nuts_r_hat"), Is.LessThan(1.06));
            Assert.That(Metric("nuts_ess"), Is.GreaterThan(40));
            Assert.That(Metric("nuts_floor_sd"), Is.InRange(0.05, 0.2));
            Assert.That(Metric("elpd_hierarchy"), Is.GreaterThan(Metric("elpd_one_level")).And.GreaterThan(Metric("elpd_levels_apart")));
        });
    }

    [Test]
    public void Counties_are_numbered_by_their_place_and_keep_their_uranium()
    {
        using var data = new TemporaryFolder();
        File.WriteAllLines(data["radon.csv"], ["log.radon,basement,uranium,county", "0.5,1,-0.7,12", "0.8,0,0.1,3", "1.1,0,-0.7,12"]);
        RadonHouses houses = RadonHouses.Read(data["radon.csv"]);
        Assert.Multiple(() =>
        {
            Assert.That(houses.County, Is.EqualTo(new[] { 1, 0, 1 }));
            Assert.That(houses.Uranium, Is.EqualTo(new[] { 0.1, -0.7 }));
            Assert.That(houses.Floor, Is.EqualTo(new[] { 1.0, 0, 0 }));
            Assert.That(houses.HousesOf(1), Is.EqualTo(2));
        });
    }

    [TestCase("PPL308", "no column \"county\"", "log.radon,basement,uranium", "1,0,0.2", "1,1,0.2")]
    [TestCase("PPL303", "a single county", "log.radon,basement,uranium,county", "1,0,0.2,1", "1,1,0.2,1")]
    [TestCase("PPL303", "row 2, column \"basement\": 2 is neither 0 nor 1", "log.radon,basement,uranium,county", "1,0,0.2,1", "1,2,0.3,2")]
    [TestCase("PPL303", "row 3, column \"uranium\": county 1 has 0.4 here and 0.2 above", "log.radon,basement,uranium,county", "1,0,0.2,1", "1,1,0.3,2", "1,1,0.4,1")]
    public async Task A_table_that_is_none_ends_with_one_line(string code, string mistake, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["table.csv"], lines);
        (await Shell.Run("radon", "--data", folder["table.csv"], "--out", folder["out"])).AssertFailure(1, code, mistake);
        Assert.That(Directory.Exists(folder["out"]), Is.False);
    }
}
