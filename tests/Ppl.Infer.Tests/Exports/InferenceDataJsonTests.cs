using System.Text.Json.Nodes;
using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class InferenceDataJsonTests
{
    private static readonly Samples Draws = ChainZoo.Small.Samples;

    private static readonly SamplerStatistics Statistics = ChainZoo.Small.Statistics!;

    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => folder = new TemporaryFolder();

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void Every_group_has_its_arrays_by_chain_and_draw()
    {
        var likelihood = new Samples(new Draws("y", [2], [-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12]));
        var observed = new Samples(new Draws("y", [2], [0.5, 1.5]), new Draws("n", [], [7]));
        InferenceDataJson.Write(Draws, Statistics, folder["small.json"], likelihood, observed);
        string text = File.ReadAllText(folder["small.json"]);
        Assert.That(text, Does.Contain("\"mu\":[[0.1,-2,NaN],[1E-300,-Infinity,-0]]"));
        JsonObject json = JsonNode.Parse(text.Replace("NaN", "99").Replace("-Infinity", "-99"))!.AsObject();
        Assert.That(json.Select(group => group.Key), Is.EqualTo(new[] { "posterior", "posterior_predictive", "sample_stats", "log_likelihood", "observed_data" }));
        for (int chain = 0; chain < 2; chain++)
            for (int draw = 0; draw < 3; draw++)
            {
                for (int row = 0; row < 2; row++)
                    for (int column = 0; column < 3; column++)
                        Assert.That((double)json["posterior"]!["schools/effect"]![chain]![draw]![row]![column]!, Is.EqualTo(Draws["schools/effect"].ByChain((3 * row) + column)[chain][draw]));
                Assert.That((double)json["posterior_predictive"]!["y"]![chain]![draw]![0]!, Is.EqualTo(Draws["y"].ByChain()[chain][draw]));
                Assert.That((double)json["log_likelihood"]!["y"]![chain]![draw]![1]!, Is.EqualTo(-(6 * chain) - (2 * draw) - 2));
                JsonNode Told(string name) => json["sample_stats"]![name]![chain]![draw]!;
                Assert.That(((double)Told("lp"), (double)Told("acceptance_rate"), (double)Told("step_size"), (double)Told("energy")),
                    Is.EqualTo((Statistics.LogDensity[chain][draw], Statistics.Acceptance[chain][draw], Statistics.StepSize[chain][draw], Statistics.Energy[chain][draw])));
                Assert.That(((int)Told("tree_depth"), (int)Told("n_steps"), (bool)Told("diverging")),
                    Is.EqualTo((Statistics.Depth[chain][draw], Statistics.Leapfrogs[chain][draw], Statistics.IsDivergent[chain][draw])));
            }
        Assert.That(json["observed_data"]!.ToJsonString(), Is.EqualTo("""{"y":[0.5,1.5],"n":7}"""));
    }

    [Test]
    public void Groups_without_arrays_are_left_out()
    {
        InferenceDataJson.Write(new Samples(new Draws("mu", [], [1, 2])), null, folder["plain.json"]);
        Assert.That(File.ReadAllText(folder["plain.json"]), Is.EqualTo("""{"posterior":{"mu":[[1,2]]}}"""));
    }

    [Test]
    public void What_does_not_belong_to_the_draws_is_refused()
    {
        Assert.That(() => InferenceDataJson.Write(Draws, Statistics, folder["a"], logLikelihood: new Samples(new Draws("y", [], [1]))), Throws.ArgumentException);
        Assert.That(() => InferenceDataJson.Write(Draws, Statistics, folder["a"], observed: new Samples(new Draws("y", [], [1, 2]))), Throws.ArgumentException);
        Assert.That(() => InferenceDataJson.Write(Draws, Statistics, folder["none/a"]), Raises.Code("PPL311"));
    }
}
