namespace Ppl.Examples.Tests;

public sealed class CoherenceTests
{
    private static readonly Corpus Four = new([new([0, 1, 3], [5, 1, 1]), new([0, 1, 3], [1, 2, 1]), new([0, 2, 3], [1, 1, 1]), new([2, 3, 4], [1, 1, 1])], ["a", "b", "c", "d", "e"]);

    [Test]
    public void The_words_that_lead_come_in_the_order_of_their_probabilities() => Assert.That(Coherence.TopWords([0.1, 0.4, 0.2, 0.3], 3), Is.EqualTo(new[] { 1, 3, 2 }));

    /// <summary>a is in 3 of 4 documents, b in 2, both in 2: log((2/4) / (3/4 · 2/4)) / -log(2/4) = log(4/3) / log 2. a and c meet once: log(2/3) / log 4. d is everywhere: with it words meet
    /// as chance has it.</summary>
    [TestCase(0, 1, 0.41503749927884381)]
    [TestCase(2, 4, 0.5)]
    [TestCase(0, 2, -0.29248125036057815)]
    [TestCase(1, 2, -1)]
    [TestCase(0, 3, 0)]
    public void Of_two_words_it_is_the_normalised_information(int one, int other, double npmi)
    {
        double[] topic = new double[5];
        (topic[one], topic[other]) = (0.6, 0.4);
        Assert.That(Coherence.Npmi([topic], Four, 2), Is.EqualTo(new[] { npmi }).Within(1e-12));
    }

    [Test]
    public void Of_more_words_it_is_the_mean_over_the_pairs()
    {
        double[] topic = [0.5, 0.3, 0.2, 0, 0];
        Assert.That(Coherence.Npmi([topic], Four, 3)[0], Is.EqualTo((0.41503749927884381 - 0.29248125036057815 - 1) / 3).Within(1e-12));
    }

    [Test]
    public void Words_that_are_in_every_document_say_nothing()
    {
        var corpus = new Corpus([new([0, 1], [1, 1]), new([0, 1], [2, 1])], ["a", "b"]);
        Assert.That(Coherence.Npmi([[0.5, 0.5]], corpus, 2), Is.EqualTo(new[] { 0.0 }));
    }
}
