using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>What <see cref="Lda"/> found: by every method, on the same documents.</summary>
internal sealed record LdaFit(LdaOptions Options, LdaData Data, IReadOnlyList<LdaEstimate> Estimates, ModelGraph Graph, TimeSpan Duration)
{
    /// <summary>That of which report and metrics speak first.</summary>
    public LdaEstimate First => Estimates[0];

    public LdaEstimate? Of(string method) => Estimates.FirstOrDefault(estimate => estimate.Method == method);
}

/// <summary>What a method found.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Topics">Probabilities of the words [K, V]: of a posterior, their mean. In the order of the planted ones, or else of those of the first method.</param>
/// <param name="Perplexity">By completion of the documents that were held out.</param>
/// <param name="Match">The topics beside those that were planted; null where none were.</param>
/// <param name="Npmi">Of the top words of each topic, in the documents learnt from.</param>
/// <param name="Starts">From how many places it began.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record LdaEstimate(string Method, double[][] Topics, double Perplexity, TopicMatch? Match, double[] Npmi, int Starts, double Seconds)
{
    /// <summary>What the method climbs, in nats for all tokens; null where it does not know it.</summary>
    public double? Bound { get; init; }

    /// <summary>The bound of the same q(topics) and q(shares) with each token's topic summed out; null where it is of another family.</summary>
    public double? SummedBound { get; init; }

    /// <summary>The bound by epoch or by sweep, from the start that was best.</summary>
    public IReadOnlyList<double> Course { get; init; } = [];

    /// <summary>The same with each topic at the place of that which it is most like.</summary>
    public LdaEstimate InOrderOf(double[][] others)
    {
        int[] order = Order(Topics, others);
        return this with { Topics = [.. order.Select(k => Topics[k])], Npmi = [.. order.Select(k => Npmi[k])] };
    }

    /// <summary>Judges topics.</summary>
    /// <param name="method">Who found them.</param>
    /// <param name="topics">[K, V].</param>
    /// <param name="data">What they were learnt from, and what is held out.</param>
    /// <param name="alpha">Of the prior of the shares.</param>
    /// <param name="starts">From how many places they were sought.</param>
    /// <param name="seconds">In what time.</param>
    /// <param name="perplexity">Of a model whose words do not come from a mean over topics, its own; null for that of the mean.</param>
    public static LdaEstimate Of(string method, double[][] topics, LdaData data, double alpha, int starts, double seconds, double? perplexity = null)
    {
        if (data.Planted is { } planted) topics = [.. Order(topics, planted).Select(k => topics[k])];
        return new LdaEstimate(method, topics, perplexity ?? DocumentCompletion.Perplexity(topics, alpha, data.Seen, data.Hidden),
            data.Planted is null ? null : TopicMatch.Of(topics, data.Planted), Coherence.Npmi(topics, data.Training), starts, seconds);
    }

    /// <summary>The numbers of those matched with the others first, in the order of these.</summary>
    private static int[] Order(double[][] topics, double[][] others)
    {
        int[] first = [.. TopicMatch.Of(topics, others).Found.OfType<int>()];
        return [.. first, .. Enumerable.Range(0, topics.Length).Except(first)];
    }
}
