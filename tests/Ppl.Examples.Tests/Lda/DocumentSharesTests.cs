namespace Ppl.Examples.Tests;

public sealed class DocumentSharesTests
{
    /// <summary>Word 0 is of topic 0 alone, words 1 and 2 of topic 1: q(z) is sure, and γ = α + counts.</summary>
    [Test]
    public void Shares_of_topics_without_words_in_common_are_counts()
    {
        var shares = new DocumentShares(0.5, 2, [1, 0, 0, 0.25, 0, 0.75]);
        double[] gamma = new double[2], weights = new double[2];
        var document = new Document([0, 1, 2], [4, 1, 2]);
        shares.Converge(document, gamma, weights);
        Assert.That(gamma, Is.EqualTo(new[] { 4.5, 3.5 }).Within(1e-12));
        double[] statistics = new double[6];
        double expected = shares.Collect(document, weights, statistics);
        Assert.That(expected, Is.EqualTo(4 * Math.Log(weights[0]) + 3 * Math.Log(weights[1]) + Math.Log(0.25) + 2 * Math.Log(0.75)).Within(1e-12));
        Assert.That(statistics.Zip(new[] { 1, 0, 0, 0.25, 0, 0.75 }, (s, b) => s * b), Is.EqualTo(new double[] { 4, 0, 0, 1, 0, 2 }).Within(1e-12));
    }

    [Test]
    public void Where_they_end_another_round_changes_nothing()
    {
        var shares = new DocumentShares(0.3, 2, [0.2, 0.1, 0.3, 0.5, 0.5, 0.4]);
        double[] gamma = new double[2], weights = new double[2];
        var document = new Document([0, 2], [6, 3]);
        shares.Converge(document, gamma, weights);
        Assert.That(gamma.Sum(), Is.EqualTo(9 + 2 * 0.3).Within(1e-12));
        double one = 6 * Share(0.2, 0.1) + 3 * Share(0.5, 0.4);
        Assert.That(0.3 + one, Is.EqualTo(gamma[0]).Within(2e-3));
        Assert.That(shares.Round(document, gamma, weights), Is.LessThan(1e-4));

        double Share(double first, double second) => weights[0] * first / (weights[0] * first + weights[1] * second);
    }

    [Test]
    public void A_word_that_no_topic_has_changes_nothing()
    {
        var shares = new DocumentShares(0.5, 2, [0.5, 0.1, 0.5, 0.9, 0, 0]);
        double[] with = new double[2], without = new double[2], weights = new double[2];
        shares.Converge(new Document([0, 2], [3, 5]), with, weights);
        shares.Converge(new Document([0], [3]), without, weights);
        Assert.That(with, Is.EqualTo(without).Within(1e-3));
    }
}
