using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class StochasticTopicsTests
{
    /// <summary>Of one topic q(z) is sure. Two steps of one of three documents each, with weights 4^-1/2 and 5^-1/2.</summary>
    [Test]
    public void A_step_goes_towards_what_would_be_best_were_all_documents_like_the_batch()
    {
        var corpus = new Corpus([new([0], [2]), new([1], [4]), new([0, 1], [1, 1])], ["a", "b"]);
        var topics = new StochasticTopics(corpus, new TopicPrior(1, 0.5, 0.25), new StochasticSchedule(1, 1, 4, 0.5), [[1, 3]]);
        topics.Step([corpus.Documents[0]]);
        Assert.That(topics.TopicConcentrations[0], Is.EqualTo(new[] { 0.5 * 1 + 0.5 * (0.25 + 3 * 2), 0.5 * 3 + 0.5 * 0.25 }).Within(1e-12));
        double rho = 1 / Math.Sqrt(5);
        double[] before = [.. topics.TopicConcentrations[0]];
        topics.Step([corpus.Documents[1], corpus.Documents[2]]);
        Assert.That(topics.TopicConcentrations[0], Is.EqualTo(new[] { (1 - rho) * before[0] + rho * (0.25 + 1.5 * 1), (1 - rho) * before[1] + rho * (0.25 + 1.5 * 5) }).Within(1e-12));
    }

    [Test]
    public void It_foretells_held_out_documents_within_three_percent_of_coordinate_ascent()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(5), topics: 4, vocabulary: 150, documents: 300, length: 64);
        (Corpus training, Corpus heldOut) = planted.Corpus.Split(60, new MersenneTwister(1));
        (Corpus seen, Corpus hidden) = heldOut.Halves(new MersenneTwister(2));
        var prior = new TopicPrior(4, PlantedTopics.Alpha, PlantedTopics.Eta);
        TopicAscent batch = TopicStarts.Run(training, prior, 8, new MersenneTwister(3)).Best;
        TopicAscent stochastic = Enumerable.Range(0, 4).Select(seed =>
        {
            var topics = new StochasticTopics(training, prior, new StochasticSchedule(), TopicStarts.Draw(training, prior, new MersenneTwister(seed)));
            topics.Run(new MersenneTwister(seed));
            return TopicAscent.At(training, prior, topics.TopicConcentrations);
        }).MaxBy(end => end.Bound)!;
        double known = DocumentCompletion.Perplexity(planted.Topics, prior.Alpha, seen, hidden), ofBatch = DocumentCompletion.Perplexity(batch.Topics, prior.Alpha, seen, hidden);
        Assert.Multiple(() =>
        {
            Assert.That(DocumentCompletion.Perplexity(stochastic.Topics, prior.Alpha, seen, hidden), Is.EqualTo(ofBatch).Within(3).Percent);
            Assert.That(stochastic.Bound, Is.EqualTo(batch.Bound).Within(0.5).Percent);
            Assert.That(ofBatch, Is.EqualTo(known).Within(5).Percent.And.LessThan(120));
        });
    }
}
