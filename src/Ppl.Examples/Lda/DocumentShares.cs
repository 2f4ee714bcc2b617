namespace Ppl.Examples;

/// <summary>
/// The shares θ of a document's topics by mean field: q(θ) = Dirichlet(γ), and for each word q(z = k) = φ_wk ∝ exp(E[log θ_k]) b_wk (Blei, Ng and Jordan 2003,
/// equations 6 and 7). Each round walks the document's distinct words once.
/// </summary>
/// <param name="alpha">α of the shares' prior.</param>
/// <param name="topics">K.</param>
/// <param name="b">What the topics make of each word, word by word [V, K]: exp(E[log topic_kw]), or topic_kw where the topics are known.</param>
internal sealed class DocumentShares(double alpha, int topics, double[] b)
{
    private const int FewRounds = 5;
    private const double Tolerance = 1e-4;
    private const int MostRounds = 200;

    private readonly double[] logs = new double[topics], sums = new double[topics];

    /// <summary>γ_k = α + Σ_w n_w φ_wk, and exp(E[log θ]) there.</summary>
    /// <returns>How much a γ_k changed, on average.</returns>
    public double Round(Document document, Span<double> gamma, Span<double> weights)
    {
        Array.Clear(sums);
        for (int i = 0; i < document.Words.Length; i++)
        {
            ReadOnlySpan<double> ofWord = b.AsSpan(document.Words[i] * topics, topics);
            double ratio = Ratio(document.Counts[i], Dot(weights, ofWord));
            for (int k = 0; k < sums.Length; k++) sums[k] += ratio * ofWord[k];
        }
        double change = 0;
        for (int k = 0; k < gamma.Length; k++)
        {
            double next = alpha + weights[k] * sums[k];
            change += Math.Abs(next - gamma[k]);
            gamma[k] = next;
        }
        Expect(gamma, weights);
        return change / topics;
    }

    /// <summary>A few rounds from the start, where all topics are alike.</summary>
    public void Begin(Document document, Span<double> gamma, Span<double> weights)
    {
        Start(document, gamma, weights);
        Advance(document, gamma, weights);
    }

    /// <summary>A few rounds on.</summary>
    public void Advance(Document document, Span<double> gamma, Span<double> weights)
    {
        for (int round = 0; round < FewRounds; round++) Round(document, gamma, weights);
    }

    /// <summary>From the start until a round changes nothing to speak of.</summary>
    public void Converge(Document document, Span<double> gamma, Span<double> weights)
    {
        Start(document, gamma, weights);
        for (int round = 0; round < MostRounds && Round(document, gamma, weights) > Tolerance; round++) { }
    }

    /// <summary>Adds n_w φ_wk / b_wk to each word's statistics [V, K]; returns Σ_w n_w log Σ_k exp(E[log θ_k]) b_wk.</summary>
    public double Collect(Document document, ReadOnlySpan<double> weights, double[] statistics)
    {
        double sum = 0;
        for (int i = 0; i < document.Words.Length; i++)
        {
            int place = document.Words[i] * topics;
            double dot = Dot(weights, b.AsSpan(place, topics)), ratio = Ratio(document.Counts[i], dot);
            Span<double> ofWord = statistics.AsSpan(place, topics);
            for (int k = 0; k < ofWord.Length; k++) ofWord[k] += ratio * weights[k];
            sum += document.Counts[i] * Math.Log(dot);
        }
        return sum;
    }

    /// <summary>KL(q(θ) ‖ prior).</summary>
    public double Divergence(ReadOnlySpan<double> gamma)
    {
        Dirichlets.ExpectLogs(gamma, logs);
        return Dirichlets.Divergence(gamma, logs, alpha);
    }

    private void Start(Document document, Span<double> gamma, Span<double> weights)
    {
        gamma.Fill(alpha + (double)document.Tokens / topics);
        Expect(gamma, weights);
    }

    /// <summary>A word that no topic has says nothing about the shares.</summary>
    private static double Ratio(int count, double dot) => dot > 0 ? count / dot : 0;

    private static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<double> ofWord)
    {
        double dot = 0;
        for (int k = 0; k < ofWord.Length; k++) dot += weights[k] * ofWord[k];
        return dot;
    }

    private void Expect(ReadOnlySpan<double> gamma, Span<double> weights)
    {
        Dirichlets.ExpectLogs(gamma, logs);
        for (int k = 0; k < weights.Length; k++) weights[k] = Math.Exp(logs[k]);
    }
}
