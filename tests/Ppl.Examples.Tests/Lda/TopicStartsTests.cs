using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class TopicStartsTests
{
    [Test]
    public void Planted_topics_are_found_and_the_best_start_is_kept()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(2), topics: 4, vocabulary: 150, documents: 250, length: 64);
        var prior = new TopicPrior(4, PlantedTopics.Alpha, PlantedTopics.Eta);
        TopicStarts starts = TopicStarts.Run(planted.Corpus, prior, 8, new MersenneTwister(1));
        Assert.Multiple(() =>
        {
            Assert.That(starts.ShortBounds, Has.Count.EqualTo(8).And.Ordered.Descending);
            Assert.That(starts.Ends, Has.Count.EqualTo(2));
            Assert.That(starts.Ends.Select(end => end.Bound), Is.Ordered.Descending);
            Assert.That(starts.Best.Bound, Is.GreaterThanOrEqualTo(starts.ShortBounds[0]));
            Assert.That(TopicMatch.Of(starts.Best.Topics, planted.Topics).Mean, Is.AtLeast(0.95));
        });
    }

    /// <summary>The size that the example plants by default: twenty starts, three seeds.</summary>
    [Test, Category("Slow")]
    public void Eight_topics_of_a_thousand_words_are_found_in_a_thousand_documents()
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(seed));
            TopicStarts starts = TopicStarts.Run(planted.Corpus, new TopicPrior(8, PlantedTopics.Alpha, PlantedTopics.Eta), 20, new MersenneTwister(seed));
            Assert.That(TopicMatch.Of(starts.Best.Topics, planted.Topics).Mean, Is.AtLeast(0.95));
        }
    }

    [Test]
    public void What_comes_out_does_not_depend_on_the_number_of_threads()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(3), topics: 3, vocabulary: 60, documents: 40, length: 30);
        TopicStarts[] runs = [.. new[] { 1, 4 }.Select(threads =>
            TopicStarts.Run(planted.Corpus, new TopicPrior(3, 0.2, 0.1), 9, new MersenneTwister(1), new ParallelOptions { MaxDegreeOfParallelism = threads }))];
        Assert.That(runs[1].ShortBounds, Is.EqualTo(runs[0].ShortBounds));
        Assert.That(runs[1].Ends.Select(end => end.Bounds), Is.EqualTo(runs[0].Ends.Select(end => end.Bounds)));
        Assert.That(runs[1].Best.Topics, Is.EqualTo(runs[0].Best.Topics));
    }

    /// <summary>Documents of one word each: a topic starts with one of every word and five more.</summary>
    [Test]
    public void A_topic_starts_from_five_documents()
    {
        var corpus = new Corpus([new([0], [1]), new([2], [1])], ["a", "b", "c"]);
        double[][] lambda = TopicStarts.Draw(corpus, new TopicPrior(50, 0.1, 0.1), new MersenneTwister(1));
        Assert.That(lambda, Has.Length.EqualTo(50).And.All.Matches<double[]>(topic => topic.Sum() is 8 && topic[1] is 1));
        Assert.That(lambda.Average(topic => topic[0]), Is.EqualTo(3.5).Within(0.8));
    }

    [Test]
    public void A_run_can_be_cancelled()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(3), topics: 3, vocabulary: 60, documents: 40, length: 30);
        Assert.That(() => TopicStarts.Run(planted.Corpus, new TopicPrior(3, 0.2, 0.1), 9, new MersenneTwister(1), new ParallelOptions { CancellationToken = new CancellationToken(true) }),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
