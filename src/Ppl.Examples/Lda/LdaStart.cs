namespace Ppl.Examples;

/// <summary>Where SVI begins: K documents that are far from each other, and for each topic the words of those documents that are most like one of them.</summary>
/// <param name="Topics">Concentrations of q(phi) [K, V]: η plus the counts of those documents.</param>
/// <param name="Shares">Concentrations of q(theta) [D, K], as if all topics had the same part in a document: α plus its length over K.</param>
internal sealed record LdaStart(double[][] Topics, double[][] Shares)
{
    /// <summary>
    /// The first of the K documents is random; the next is drawn with a probability in proportion to its squared distance from the nearest one before (Arthur and Vassilvitskii 2007). The distance is
    /// that of Hellinger between the documents' frequencies of words.
    /// </summary>
    public static LdaStart Draw(Corpus corpus, TopicPrior prior, Rng rng)
    {
        IReadOnlyList<Document> documents = corpus.Documents;
        double[][] affinities = new double[prior.Topics][];
        double[] distances = [.. documents.Select(_ => 1.0)];
        for (int k = 0; k < prior.Topics; k++)
        {
            affinities[k] = Affinities(documents[Pick(distances, rng)], corpus);
            for (int d = 0; d < documents.Count; d++) distances[d] = Math.Min(distances[d], 1 - affinities[k][d]);
        }
        double[][] topics = [.. affinities.Select(_ => Enumerable.Repeat(prior.Eta, corpus.Vocabulary.Count).ToArray())];
        for (int d = 0; d < documents.Count; d++)
        {
            double[] nearest = topics[Enumerable.Range(0, prior.Topics).MaxBy(k => affinities[k][d])];
            foreach ((int word, int count) in documents[d].Words.Zip(documents[d].Counts)) nearest[word] += count;
        }
        return new LdaStart(topics, [.. documents.Select(document => Enumerable.Repeat(prior.Alpha + (double)document.Tokens / prior.Topics, prior.Topics).ToArray())]);
    }

    /// <summary>Σ_w √(p_w q_w) of a document with each: 1 for the same frequencies, 0 where no word is common; 1 less the squared distance.</summary>
    private static double[] Affinities(Document document, Corpus corpus)
    {
        double[] roots = new double[corpus.Vocabulary.Count];
        foreach ((int word, int count) in document.Words.Zip(document.Counts)) roots[word] = Math.Sqrt((double)count / document.Tokens);
        return [.. corpus.Documents.Select(other => other.Words.Zip(other.Counts).Sum(pair => roots[pair.First] * Math.Sqrt((double)pair.Second / other.Tokens)))];
    }

    /// <summary>A place, with a probability in proportion to its weight.</summary>
    private static int Pick(double[] weights, Rng rng)
    {
        double left = rng.NextDouble() * weights.Sum();
        return Math.Max(0, Array.FindIndex(weights, weight => (left -= weight) < 0));
    }
}
