using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class CorpusTests
{
    private static readonly Corpus Three = new([new([0, 2], [3, 2]), new([1], [2]), new([0, 1, 2], [1, 1, 4])], ["a", "b", "c"]);

    [Test]
    public void Tokens_are_counted_word_by_word()
    {
        Document document = Document.Of([2, 0, 2, 2, 0]);
        Assert.That(document.Words, Is.EqualTo(new[] { 0, 2 }));
        Assert.That(document.Counts, Is.EqualTo(new[] { 2, 3 }));
        Assert.That(document.Tokens, Is.EqualTo(5));
        Assert.That(Three.Tokens, Is.EqualTo(13));
    }

    [Test]
    public void Two_halves_of_a_documents_tokens_make_up_the_document()
    {
        (Corpus seen, Corpus hidden) = Three.Halves(new MersenneTwister(1));
        Assert.That(seen.Documents.Select(document => document.Tokens), Is.EqualTo(new[] { 3, 1, 3 }));
        Assert.That(hidden.Documents.Select(document => document.Tokens), Is.EqualTo(new[] { 2, 1, 3 }));
        for (int d = 0; d < 3; d++)
            for (int word = 0; word < 3; word++)
                Assert.That(Count(seen, d, word) + Count(hidden, d, word), Is.EqualTo(Count(Three, d, word)));
    }

    /// <summary>Of 3 tokens a and 2 c, three are seen: c is among them twice in 3 of 10 deals, once in 6, never in 1.</summary>
    [Test]
    public void Tokens_are_dealt_out_at_random()
    {
        var random = new MersenneTwister(2);
        int[] deals = new int[3];
        for (int i = 0; i < 10_000; i++) deals[Count(Three.Halves(random).Seen, 0, 2)]++;
        Assert.That(deals, Is.EqualTo(new[] { 1000, 6000, 3000 }).Within(250));
    }

    [Test]
    public void Each_document_is_for_training_or_held_out()
    {
        (Corpus training, Corpus heldOut) = Three.Split(1, new MersenneTwister(1));
        Assert.That(training.Documents.Count, Is.EqualTo(2));
        Assert.That(training.Documents.Concat(heldOut.Documents), Is.EquivalentTo(Three.Documents));
        Assert.That(Enumerable.Range(0, 30).Select(seed => Three.Split(1, new MersenneTwister(seed)).HeldOut.Documents[0]).Distinct(), Is.EquivalentTo(Three.Documents));
    }

    private static int Count(Corpus corpus, int document, int word) =>
        corpus.Documents[document].Words.Zip(corpus.Documents[document].Counts).SingleOrDefault(pair => pair.First == word).Second;
}
