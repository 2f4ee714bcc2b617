using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class PlantedTopicsTests
{
    [Test]
    public void The_same_seed_plants_the_same_topics_and_words()
    {
        PlantedTopics one = PlantedTopics.Draw(new MersenneTwister(3), topics: 3, vocabulary: 20, documents: 5, length: 10),
            two = PlantedTopics.Draw(new MersenneTwister(3), topics: 3, vocabulary: 20, documents: 5, length: 10);
        Assert.That(two.Topics, Is.EqualTo(one.Topics));
        Assert.That(two.Corpus.Documents.Select(document => document.Counts), Is.EqualTo(one.Corpus.Documents.Select(document => document.Counts)));
        Assert.That(one.Corpus.Vocabulary, Has.Count.EqualTo(20).And.Contains("word0001").And.Contains("word0020"));
        Assert.That(one.Corpus.Documents.Select(document => document.Tokens), Has.All.EqualTo(10));
    }

    /// <summary>Words come as often as Σ_d Σ_k θ_dk topic_kw expects: χ² of 30 words with 29 degrees of freedom is below 80 but once in a million.</summary>
    [Test]
    public void Words_come_as_often_as_topics_and_shares_say()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(4), topics: 3, vocabulary: 30, documents: 500, length: 64);
        Assert.That(planted.Topics.Concat(planted.Shares).Select(p => p.Sum()), Has.All.EqualTo(1).Within(1e-12));
        double chiSquare = 0;
        for (int word = 0; word < 30; word++)
        {
            double expected = 64 * planted.Shares.Sum(shares => shares.Zip(planted.Topics).Sum(pair => pair.First * pair.Second[word]));
            int found = planted.Corpus.Documents.Sum(document => document.Words.Zip(document.Counts).Where(pair => pair.First == word).Sum(pair => pair.Second));
            if (expected > 5) chiSquare += (found - expected) * (found - expected) / expected;
        }
        Assert.That(chiSquare, Is.LessThan(80));
    }
}
