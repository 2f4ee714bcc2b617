using System.Text.Json.Nodes;
using MathNet.Numerics.Random;
using Ppl.Infer;
using Spectre.Console;

namespace Ppl.Examples.Tests;

public sealed class LdaTests
{
    [Test]
    public async Task A_quick_run_finds_the_planted_topics_by_every_method_and_leaves_pictures_and_metrics()
    {
        using var folder = new TemporaryFolder();
        JsonObject metrics = await Shell.Metrics(folder, "lda", "--quick");
        Assert.Multiple(() =>
        {
            Assert.That(folder.Contents().Keys, Is.EquivalentTo(new[]
                { "metrics.json", "planted.png", "found.png", "cosines.png", "coherence.png", "bound.png", "prodlda.png", "report.html" }));
            foreach (string method in new[] { "svi", "tokens", "cavi" }) Assert.That(Metric(metrics, $"{method}_matched_cosine"), Is.GreaterThan(0.95), method);
            foreach (string method in new[] { "prodlda", "stochastic" }) Assert.That(Metric(metrics, $"{method}_matched_cosine"), Is.GreaterThan(0.9), method);
            Assert.That(Metric(metrics, "matched_cosine"), Is.EqualTo(Metric(metrics, "svi_matched_cosine")));
            Assert.That(Metric(metrics, "svi_perplexity") / Metric(metrics, "cavi_perplexity"), Is.EqualTo(1).Within(0.03));
            Assert.That(Metric(metrics, "tokens_perplexity") / Metric(metrics, "svi_perplexity"), Is.EqualTo(1).Within(0.02));
            Assert.That(Metric(metrics, "npmi"), Is.GreaterThan(0.1));
            Assert.That(Metric(metrics, "cavi_summed_elbo"), Is.GreaterThan(Metric(metrics, "cavi_elbo") + 50), "Jensen's inequality");
            Assert.That(Metric(metrics, "svi_elbo"), Is.EqualTo(Metric(metrics, "cavi_summed_elbo")).Within(0.01 * Math.Abs(Metric(metrics, "cavi_elbo"))));
            Assert.That(metrics["top_words"]!.AsArray(), Has.Count.EqualTo(5).And.All.Count.EqualTo(10));
        });
    }

    /// <summary>At the same draws of topics and shares, the sum over each token's topic by enumeration is the one written down, minibatches' scale included.</summary>
    [TestCase(0, 40)]
    [TestCase(5, 12)]
    public void Both_programs_have_the_same_bound(int first, int count)
    {
        using var rng = new Rng(3, torch.float64);
        var data = LdaData.Draw(40, 30, 25, 3, new MersenneTwister(3));
        var options = new LdaOptions(null, null, 40, 30, 25, new TopicPrior(3, 0.2, 0.1), [], 1, 1, 1, null, 0.05);
        var story = new Lda(options, data, rng, new MersenneTwister(4), Run);
        var start = LdaStart.Draw(data.Training, options.Prior, rng);
        using WordTable counts = WordTable.OfCounts(data.Training, rng), tokens = WordTable.OfTokens(data.Training, rng);
        using Svi<SomeDocuments> written = story.Engine(Lda.Counted, start, new TraceElbo(), 1), enumerated = story.Engine(Lda.Enumerated, start, new TraceEnumElbo(), 1);
        using TensorScope scope = TensorScope.Begin();
        double Loss(Svi<SomeDocuments> svi, WordTable table) => svi.EvaluateLoss(table.Read(torch.arange(first, first + count), rng));
        double expected = Loss(written, counts);
        Assert.That(Loss(enumerated, tokens), Is.EqualTo(expected).Within(1e-9 * expected));
    }

    /// <summary>Each topic starts with the words of the documents that are most like its own, and all words are somewhere.</summary>
    [Test]
    public void A_start_deals_all_tokens_out_to_topics()
    {
        using var rng = new Rng(3, torch.float64);
        Corpus corpus = PlantedTopics.Draw(new MersenneTwister(5), topics: 3, vocabulary: 40, documents: 60, length: 20).Corpus;
        var start = LdaStart.Draw(corpus, new TopicPrior(3, 0.2, 0.1), rng);
        Assert.Multiple(() =>
        {
            Assert.That(start.Topics.Sum(topic => topic.Sum(concentration => concentration - 0.1)), Is.EqualTo(1200).Within(1e-9));
            Assert.That(start.Topics, Has.Length.EqualTo(3).And.All.Property("Length").EqualTo(40));
            Assert.That(start.Topics.Select(topic => topic.Sum()), Has.All.GreaterThan(40));
            Assert.That(start.Shares, Has.Length.EqualTo(60).And.All.EqualTo(new[] { 0.2 + 20.0 / 3, 0.2 + 20.0 / 3, 0.2 + 20.0 / 3 }));
        });
    }

    [Test]
    public async Task The_same_seed_gives_the_same_metrics_times_aside()
    {
        string[] arguments = ["lda", "--quick", "--documents", "40", "--words", "40", "--length", "20", "--starts", "2", "--epochs", "2", "--seed", "7"];
        using TemporaryFolder one = new(), two = new();
        JsonObject first = await Shell.Metrics(one, arguments), second = await Shell.Metrics(two, arguments);
        foreach (string name in first.Select(pair => pair.Key).Where(name => name.EndsWith("seconds", StringComparison.Ordinal)).ToArray())
        {
            first.Remove(name);
            second.Remove(name);
        }
        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
    }

    /// <summary>Documents of the first words and documents of the last ones, none of which is in both.</summary>
    [Test]
    public async Task Topics_of_a_file_are_named_by_its_words()
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllLines(data["words"], ["sun", "rain", "wind", "bread", "milk", "salt"]);
        File.WriteAllLines(data["documents"], Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? $"3 0:{2 + i % 3} 1:3 2:2" : $"3 3:{2 + i % 3} 4:3 5:2"));
        JsonObject metrics = await Shell.Metrics(folder, "lda", "--quick", "--data", data["documents"], "--vocabulary", data["words"], "--topics", "2", "--method", "counts", "--epochs", "60");
        string[][] words = [.. metrics["top_words"]!.AsArray().Select(topic => topic!.AsArray().Take(3).Select(word => (string)word!).Order().ToArray())];
        Assert.Multiple(() =>
        {
            Assert.That(words, Is.EquivalentTo(new[] { new[] { "rain", "sun", "wind" }, ["bread", "milk", "salt"] }));
            Assert.That(metrics.ContainsKey("matched_cosine"), Is.False);
            Assert.That(metrics.ContainsKey("cavi_perplexity"), Is.False);
            Assert.That(Metric(metrics, "svi_perplexity"), Is.LessThan(4));
            Assert.That(folder.Contents().Keys, Has.No.Member("planted.png").And.No.Member("prodlda.png"));
        });
    }

    [TestCase(1, "PPL304", "line 2", "2 0:1 1:2\n3 0:1 1:2\n")]
    [TestCase(1, "PPL303", "line 1", "2 0:1 one:2\n")]
    [TestCase(2, "PPL314", "none can be held out", "2 0:1 1:2\n2 0:1 1:2\n")]
    public async Task A_broken_file_ends_with_one_line(int exitCode, string code, string mistake, string text)
    {
        using TemporaryFolder data = new(), folder = new();
        File.WriteAllText(data["documents"], text);
        File.WriteAllText(data["words"], "sun\nrain\n");
        (await Shell.Run("lda", "--quick", "--data", data["documents"], "--vocabulary", data["words"], "--out", folder.Path)).AssertFailure(exitCode, code, mistake);
        Assert.That(folder.Contents(), Is.Empty);
    }

    [TestCase("--data and --documents contradict each other", "--data", "x", "--vocabulary", "y", "--documents", "100")]
    [TestCase("--data and --length contradict each other", "--data", "x", "--vocabulary", "y", "--length", "100")]
    [TestCase("--data names documents, and nothing says what their words are", "--data", "x")]
    [TestCase("--vocabulary names the words of a file of documents, and there is none", "--vocabulary", "x")]
    [TestCase("--eta and --method contradict each other", "--method", "prodlda", "--eta", "0.1")]
    [TestCase("30 documents to learn from are too few", "--documents", "30", "--topics", "31")]
    [TestCase("--topics 1 is out of range", "--topics", "1")]
    [TestCase("write cavi or ", "--method", "cave")]
    public async Task Options_that_contradict_each_other_end_with_one_line(string mistake, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Shell.Run(["lda", .. arguments, "--out", folder["out"]])).AssertFailure(2, "PPL314", mistake);
    }

    private static ExampleRun Run => new(1, true, "cpu", null!, AnsiConsole.Console, default);

    private static double Metric(JsonObject metrics, string name) => metrics[name]!.GetValue<double>();
}
