namespace Ppl.Examples;

/// <summary>How well the words that lead a topic go together.</summary>
internal static class Coherence
{
    /// <summary>The words that a topic makes most often, the first first.</summary>
    /// <param name="topic">Probabilities of the words.</param>
    /// <param name="count">How many.</param>
    public static int[] TopWords(double[] topic, int count) => [.. Enumerable.Range(0, topic.Length).OrderByDescending(word => topic[word]).Take(count)];

    /// <summary>
    /// For each topic the mean of NPMI(i, j) = log(p_ij / (p_i p_j)) / -log p_ij over the pairs of its top words (Lau, Newman and Baldwin 2014, section 3), from -1
    /// to 1: p_i is the share of the corpus's documents in which word i occurs, p_ij that of those with both (a document is a window; Röder, Both and Hinneburg 2015).
    /// Of two words that never meet it is -1, its limit; of two that are in every document 0, as of any two that meet as often as chance has it.
    /// </summary>
    public static double[] Npmi(double[][] topics, Corpus corpus, int words = 10)
    {
        HashSet<int>[] documents = [.. corpus.Documents.Select(document => document.Words.ToHashSet())];
        return [.. topics.Select(topic =>
        {
            int[] top = TopWords(topic, words);
            HashSet<int>[] places = [.. top.Select(word => Enumerable.Range(0, documents.Length).Where(d => documents[d].Contains(word)).ToHashSet())];
            return (from i in Enumerable.Range(0, top.Length) from j in Enumerable.Range(0, i) select Npmi(places[i], places[j], documents.Length)).Average();
        })];
    }

    private static double Npmi(HashSet<int> one, HashSet<int> other, double documents)
    {
        double both = one.Count(other.Contains) / documents;
        return both == 0 ? -1 : both == 1 ? 0 : Math.Log(both / (one.Count / documents * (other.Count / documents))) / -Math.Log(both);
    }
}
