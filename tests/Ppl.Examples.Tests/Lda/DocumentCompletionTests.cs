namespace Ppl.Examples.Tests;

public sealed class DocumentCompletionTests
{
    private static readonly string[] Words = ["a", "b", "c"];

    [Test]
    public void Of_one_topic_that_makes_all_words_alike_the_perplexity_is_their_number()
    {
        var corpus = new Corpus([new([0, 1], [3, 2]), new([2], [4])], Words);
        Assert.That(DocumentCompletion.Perplexity([[1.0 / 3, 1.0 / 3, 1.0 / 3]], 0.1, corpus, corpus), Is.EqualTo(3).Within(1e-12));
    }

    /// <summary>Four tokens were seen of topic 0, one of topic 1: E[θ] = (4.5, 1.5) / 6. Two words a and one b are hidden.</summary>
    [Test]
    public void Shares_are_inferred_from_one_half_and_score_the_other()
    {
        var seen = new Corpus([new([0, 1], [4, 1])], Words);
        var hidden = new Corpus([new([0, 1], [2, 1])], Words);
        Assert.That(DocumentCompletion.Perplexity([[1, 0, 0], [0, 0.5, 0.5]], 0.5, seen, hidden), Is.EqualTo(Math.Pow(0.75 * 0.75 * 0.125, -1.0 / 3)).Within(1e-9));
    }

    [Test]
    public void A_word_that_no_topic_makes_is_infinitely_surprising()
    {
        var corpus = new Corpus([new([0, 2], [1, 1])], Words);
        Assert.That(DocumentCompletion.Perplexity([[0.5, 0.5, 0]], 0.5, corpus, corpus), Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Documents_count_by_their_tokens_and_an_empty_one_not_at_all()
    {
        var seen = new Corpus([new([0], [1]), new([1], [9]), new([], [])], Words);
        var hidden = new Corpus([new([0], [1]), new([1], [9]), new([], [])], Words);
        Assert.That(DocumentCompletion.Perplexity([[0.5, 0.25, 0.25]], 0.5, seen, hidden), Is.EqualTo(Math.Pow(0.5 * Math.Pow(0.25, 9), -0.1)).Within(1e-9));
    }
}
