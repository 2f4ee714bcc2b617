using MathNet.Numerics.Distributions;

namespace Ppl.Examples;

/// <summary>
/// A corpus by the generative story of latent Dirichlet allocation (Blei, Ng and Jordan 2003, section 3, with topics drawn too): topic_k ~ Dirichlet(η),
/// θ_d ~ Dirichlet(α), and for each token z ~ Categorical(θ_d), w ~ Categorical(topic_z).
/// </summary>
/// <param name="Corpus">The documents.</param>
/// <param name="Topics">What was planted: the probabilities of the words, a row for each topic.</param>
/// <param name="Shares">θ, a row for each document.</param>
internal sealed record PlantedTopics(Corpus Corpus, double[][] Topics, double[][] Shares)
{
    /// <summary>η: of 1,000 words, 150 make up nine tenths of a topic.</summary>
    public const double Eta = 0.1;

    /// <summary>α: of 8 topics, three have more than a twentieth of a document.</summary>
    public const double Alpha = 0.2;

    /// <summary>Draws topics, then documents of one length. The words are called word0001, word0002, ...</summary>
    public static PlantedTopics Draw(Random random, int topics = 8, int vocabulary = 1000, int documents = 1000, int length = 64)
    {
        double[][] planted = [.. Enumerable.Range(0, topics).Select(_ => Dirichlet.Sample(random, Enumerable.Repeat(Eta, vocabulary).ToArray()))];
        var ofTopic = planted.Select(p => new Categorical(p, random)).ToArray();
        double[][] shares = new double[documents][];
        var drawn = new Document[documents];
        for (int d = 0; d < documents; d++)
        {
            shares[d] = Dirichlet.Sample(random, Enumerable.Repeat(Alpha, topics).ToArray());
            drawn[d] = Document.Of(new Categorical(shares[d], random).Samples().Take(length).Select(topic => ofTopic[topic].Sample()));
        }
        return new PlantedTopics(new Corpus(drawn, [.. Enumerable.Range(1, vocabulary).Select(i => $"word{i:D4}")]), planted, shares);
    }
}
