namespace Ppl.Examples;

/// <summary>How well topics foretell the rest of documents of which a half is seen (Wallach, Murray, Salakhutdinov and Mimno 2009, section 5.1).</summary>
internal static class DocumentCompletion
{
    /// <summary>
    /// exp(-Σ_d Σ_w n_dw log Σ_k E[θ_dk] topic_kw / Σ_d N_d) over the hidden halves; E[θ_d] by mean field from the seen one. Of V words that come alike it is V. All
    /// methods are judged by this function, whatever they make of θ themselves.
    /// </summary>
    /// <param name="topics">Probabilities of the words [K, V].</param>
    /// <param name="alpha">α of the shares' prior.</param>
    /// <param name="seen">From which θ is inferred.</param>
    /// <param name="hidden">What is scored: the other half of each document of <paramref name="seen"/>.</param>
    public static double Perplexity(double[][] topics, double alpha, Corpus seen, Corpus hidden)
    {
        int count = topics.Length;
        double[] b = new double[topics[0].Length * count], gamma = new double[count], weights = new double[count];
        for (int k = 0; k < count; k++)
            for (int w = 0; w < topics[k].Length; w++) b[w * count + k] = topics[k][w];
        var shares = new DocumentShares(alpha, count, b);
        double log = 0;
        for (int d = 0; d < seen.Documents.Count; d++)
        {
            shares.Converge(seen.Documents[d], gamma, weights);
            double[] theta = Dirichlets.Mean(gamma);
            foreach ((int word, int n) in hidden.Documents[d].Words.Zip(hidden.Documents[d].Counts)) log += n * Math.Log(theta.Select((share, k) => share * topics[k][word]).Sum());
        }
        return Math.Exp(-log / hidden.Tokens);
    }
}
