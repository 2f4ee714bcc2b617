using MathNet.Numerics.Random;
using Ppl.Examples;

namespace Ppl.Bench;

/// <summary>
/// A sweep of coordinate ascent for latent Dirichlet allocation, which walks each document's distinct words, beside the same sweep by tensors over the table of all
/// documents and words. Both end with the bound.
/// </summary>
internal sealed class TopicSweep : StepComparison
{
    private const int Topics = 8, Vocabulary = 1000, Documents = 200, Length = 64, Rounds = 5;

    private static readonly TopicPrior Prior = new(Topics, PlantedTopics.Alpha, PlantedTopics.Eta);

    private readonly TopicAscent ascent;
    private readonly Tensor counts;
    private Tensor statistics, ofTopics, ofShares;

    public TopicSweep() : base(warmUp: 20, repetitions: 5)
    {
        Corpus corpus = PlantedTopics.Draw(new MersenneTwister(1), Topics, Vocabulary, Documents, Length).Corpus;
        ascent = TopicAscent.From(corpus, Prior, TopicStarts.Draw(corpus, Prior, new MersenneTwister(1)));
        using TensorScope scope = TensorScope.Begin();
        double[,] table = new double[Documents, Vocabulary];
        for (int d = 0; d < Documents; d++)
            foreach ((int word, int count) in corpus.Documents[d].Words.Zip(corpus.Documents[d].Counts)) table[d, word] = count;
        counts = scope.Keep(torch.tensor(table));
        Tensor gamma = Table(ascent.ShareConcentrations);
        (ofTopics, ofShares) = (scope.Keep(ExpectLogs(Table(ascent.TopicConcentrations)).exp()), scope.Keep(ExpectLogs(gamma).exp()));
        statistics = scope.Keep(ofShares.T.matmul(counts / ofShares.matmul(ofTopics)));
    }

    public override string Name => "sweep of coordinate ascent, 8 topics of 1,000 words, 200 documents of 64 words, to the same by tensors over all documents and words";

    public override double? Target => 1;

    public override void A() => ascent.Sweep();

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor lambda = Prior.Eta + ofTopics * statistics, logTopics = ExpectLogs(lambda), gamma = ofShares, logShares = ofShares;
        Tensor topics = logTopics.exp(), shares = ofShares;
        for (int round = 0; round < Rounds; round++)
        {
            gamma = Prior.Alpha + shares * (counts / shares.matmul(topics)).matmul(topics.T);
            logShares = ExpectLogs(gamma);
            shares = logShares.exp();
        }
        Tensor likelihoods = shares.matmul(topics);
        Tensor bound = (counts * likelihoods.log()).sum() - Divergence(lambda, logTopics, Prior.Eta) - Divergence(gamma, logShares, Prior.Alpha);
        _ = (double)bound;
        foreach (Tensor before in (Tensor[])[statistics, ofTopics, ofShares]) before.Dispose();
        (statistics, ofTopics, ofShares) = (step.Keep(shares.T.matmul(counts / likelihoods)), step.Keep(topics), step.Keep(shares));
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[counts, statistics, ofTopics, ofShares]) tensor.Dispose();
    }

    private static Tensor ExpectLogs(Tensor concentration) => concentration.digamma() - concentration.sum(dim: -1, keepdim: true).digamma();

    /// <summary>Without the constants, of which it costs nothing to be rid.</summary>
    private static Tensor Divergence(Tensor concentration, Tensor logs, double prior) =>
        ((concentration - prior) * logs - concentration.lgamma()).sum() + concentration.sum(dim: -1).lgamma().sum();

    private static Tensor Table(double[][] rows) => torch.tensor(rows.SelectMany(row => row).ToArray()).reshape(rows.Length, rows[0].Length);
}
