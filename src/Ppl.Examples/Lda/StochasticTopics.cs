namespace Ppl.Examples;

/// <summary>How <see cref="StochasticTopics"/> goes: the weight of step t = 0, 1, … is ρ_t = (τ + t)^-κ.</summary>
/// <param name="Batch">Documents in a step.</param>
/// <param name="Epochs">How often each document is seen.</param>
/// <param name="Tau">τ, at least 1: the larger, the less the first steps, of few documents each, decide.</param>
/// <param name="Kappa">κ, above 1/2 and at most 1, which makes the steps converge.</param>
internal sealed record StochasticSchedule(int Batch = 16, int Epochs = 20, double Tau = 64, double Kappa = 0.7)
{
    public double Weight(int step) => Math.Pow(Tau + step, -Kappa);
}

/// <summary>
/// Coordinate ascent by minibatches (Hoffman, Blei and Bach 2010, algorithm 2; Hoffman, Blei, Wang and Paisley 2013): q(θ) and q(z) of some documents, then a step
/// towards the λ that would be best were the whole corpus like them: λ ← (1 - ρ) λ + ρ (η + D/S Σ_d n_dw φ_dwk), S the documents of the batch. A document begins anew
/// each time it is seen, and is left after a few rounds.
/// </summary>
internal sealed class StochasticTopics
{
    private readonly Corpus corpus;
    private readonly TopicPrior prior;
    private readonly StochasticSchedule schedule;
    private readonly DocumentShares shares;
    private readonly double[] b, statistics, gamma, weights, logs;
    private int steps;

    /// <param name="corpus">The documents, D.</param>
    /// <param name="prior">Its topics are K.</param>
    /// <param name="schedule">The batches and the steps.</param>
    /// <param name="lambda">Where to begin, [K, V]. Not changed.</param>
    public StochasticTopics(Corpus corpus, TopicPrior prior, StochasticSchedule schedule, double[][] lambda)
    {
        (this.corpus, this.prior, this.schedule) = (corpus, prior, schedule);
        TopicConcentrations = [.. lambda.Select(row => row.ToArray())];
        (b, statistics, logs) = (new double[lambda[0].Length * prior.Topics], new double[lambda[0].Length * prior.Topics], new double[lambda[0].Length]);
        (gamma, weights) = (new double[prior.Topics], new double[prior.Topics]);
        shares = new DocumentShares(prior.Alpha, prior.Topics, b);
    }

    /// <summary>λ [K, V].</summary>
    public double[][] TopicConcentrations { get; }

    /// <summary>All epochs, each of which deals the documents out anew, the last batch of which may be smaller.</summary>
    public void Run(Random random)
    {
        int[] order = [.. Enumerable.Range(0, corpus.Documents.Count)];
        for (int epoch = 0; epoch < schedule.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (int[] batch in order.Chunk(schedule.Batch)) Step([.. batch.Select(d => corpus.Documents[d])]);
        }
    }

    /// <summary>One step.</summary>
    public void Step(IReadOnlyCollection<Document> batch)
    {
        int topics = prior.Topics;
        for (int k = 0; k < topics; k++)
        {
            Dirichlets.ExpectLogs(TopicConcentrations[k], logs);
            for (int w = 0; w < logs.Length; w++) b[w * topics + k] = Math.Exp(logs[w]);
        }
        Array.Clear(statistics);
        foreach (Document document in batch)
        {
            shares.Begin(document, gamma, weights);
            shares.Collect(document, weights, statistics);
        }
        double rho = schedule.Weight(steps++), scale = (double)corpus.Documents.Count / batch.Count;
        for (int k = 0; k < topics; k++)
            for (int w = 0; w < logs.Length; w++)
                TopicConcentrations[k][w] = (1 - rho) * TopicConcentrations[k][w] + rho * (prior.Eta + scale * b[w * topics + k] * statistics[w * topics + k]);
    }
}
