namespace Ppl.Examples;

/// <summary>
/// Latent Dirichlet allocation by mean field and coordinate ascent: q(topic_k) = Dirichlet(λ_k), q(θ_d) = Dirichlet(γ_d), and q(z) of each distinct word of a
/// document (Blei, Ng and Jordan 2003, sections 5.2 and 5.4). A sweep sets λ, then γ and q(z); the bound never falls.
/// </summary>
internal sealed class TopicAscent
{
    private const int FirstSweeps = 10;
    private const int MostSweeps = 1000;

    private readonly Corpus corpus;
    private readonly TopicPrior prior;
    private readonly DocumentShares shares;
    private readonly double[] b, statistics, gamma, weights, logs;
    private readonly List<double> bounds = [];

    private TopicAscent(Corpus corpus, TopicPrior prior, double[][] lambda)
    {
        (this.corpus, this.prior) = (corpus, prior);
        (int topics, int vocabulary, int documents) = (prior.Topics, corpus.Vocabulary.Count, corpus.Documents.Count);
        TopicConcentrations = [.. lambda.Select(row => row.ToArray())];
        (b, statistics, logs) = (new double[vocabulary * topics], new double[vocabulary * topics], new double[vocabulary]);
        (gamma, weights) = (new double[documents * topics], new double[documents * topics]);
        shares = new DocumentShares(prior.Alpha, topics, b);
    }

    /// <summary>λ [K, V].</summary>
    public double[][] TopicConcentrations { get; }

    /// <summary>γ [D, K].</summary>
    public double[][] ShareConcentrations => [.. gamma.Chunk(prior.Topics)];

    /// <summary>E[topic_kw] = λ_kw / Σ_w λ_kw, [K, V].</summary>
    public double[][] Topics => [.. TopicConcentrations.Select(Dirichlets.Mean)];

    /// <summary>
    /// At the beginning and after each sweep: Σ_d Σ_w n_dw log Σ_k exp(E[log θ_dk] + E[log topic_kw]) - Σ_d KL(q(θ_d) ‖ p) - Σ_k KL(q(topic_k) ‖ p), in nats for
    /// all tokens in their order, no constant left out. With the same q(θ) and q(topic) a guide under which each token's topic is summed out has a higher bound.
    /// </summary>
    public IReadOnlyList<double> Bounds => bounds;

    public double Bound => bounds[^1];

    /// <summary>At topics that are given, with the best q(θ) and q(z) for them.</summary>
    /// <param name="corpus">D documents.</param>
    /// <param name="prior">Of K topics.</param>
    /// <param name="lambda">[K, V]. Not changed.</param>
    public static TopicAscent At(Corpus corpus, TopicPrior prior, double[][] lambda)
    {
        var ascent = new TopicAscent(corpus, prior, lambda);
        ascent.bounds.Add(ascent.Infer(ascent.shares.Converge));
        return ascent;
    }

    /// <summary>
    /// Ten sweeps on from topics that are given, each of which begins every document's q(θ) anew, all topics alike, and leaves it after a few rounds: no document
    /// settles on its topics before these have formed. Only then come the sweeps whose bounds never fall.
    /// </summary>
    /// <inheritdoc cref="At"/>
    public static TopicAscent From(Corpus corpus, TopicPrior prior, double[][] lambda)
    {
        var ascent = new TopicAscent(corpus, prior, lambda);
        double bound = ascent.Infer(ascent.shares.Begin);
        for (int sweep = 0; sweep < FirstSweeps; sweep++)
        {
            ascent.SetTopics();
            bound = ascent.Infer(ascent.shares.Begin);
        }
        ascent.bounds.Add(bound);
        return ascent;
    }

    /// <summary>One sweep; returns the bound.</summary>
    public double Sweep()
    {
        SetTopics();
        bounds.Add(Infer(shares.Advance));
        return Bound;
    }

    /// <summary>Until a sweep adds less than so many nats for each token.</summary>
    public void Converge(double tolerance = 1e-6)
    {
        while (bounds.Count <= MostSweeps && !(Sweep() - bounds[^2] < tolerance * corpus.Tokens)) { }
    }

    /// <summary>λ_kw = η + Σ_d n_dw φ_dwk.</summary>
    private void SetTopics()
    {
        int topics = prior.Topics;
        for (int k = 0; k < topics; k++)
            for (int w = 0; w < logs.Length; w++) TopicConcentrations[k][w] = prior.Eta + b[w * topics + k] * statistics[w * topics + k];
    }

    /// <summary>exp(E[log topic_kw]) by word; returns Σ_k KL(q(topic_k) ‖ p).</summary>
    private double ExpectTopics()
    {
        double divergence = 0;
        for (int k = 0; k < prior.Topics; k++)
        {
            Dirichlets.ExpectLogs(TopicConcentrations[k], logs);
            for (int w = 0; w < logs.Length; w++) b[w * prior.Topics + k] = Math.Exp(logs[w]);
            divergence += Dirichlets.Divergence(TopicConcentrations[k], logs, prior.Eta);
        }
        return divergence;
    }

    private delegate void Inference(Document document, Span<double> gamma, Span<double> weights);

    /// <summary>γ by some rounds, and q(z), at the topics that are; gathers what they say of the topics, and returns the bound.</summary>
    private double Infer(Inference rounds)
    {
        double bound = -ExpectTopics();
        Array.Clear(statistics);
        for (int d = 0; d < corpus.Documents.Count; d++)
        {
            Document document = corpus.Documents[d];
            rounds(document, Of(gamma, d), Of(weights, d));
            bound += shares.Collect(document, Of(weights, d), statistics) - shares.Divergence(Of(gamma, d));
        }
        return bound;
    }

    private Span<double> Of(double[] numbers, int document) => numbers.AsSpan(document * prior.Topics, prior.Topics);
}
