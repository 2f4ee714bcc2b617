namespace Ppl.Examples;

/// <summary>Where coordinate ascent by minibatches ends from several starts.</summary>
internal static class StochasticClimb
{
    /// <summary>As <see cref="TopicClimb"/>: a few epochs from each start, then many from the best one.</summary>
    /// <returns>The topics that were found; the bound is that of the best q of shares and tokens for them.</returns>
    public static TopicAscent From(IReadOnlyList<double[][]> starts, Corpus corpus, LdaOptions options, Random random, CancellationToken cancel)
    {
        double[][] best = starts.Count == 1 ? starts[0] : starts.MaxBy(start => End(start, options.Scouting).Bound)!;
        return End(best, options.Scouting + options.Epochs);

        TopicAscent End(double[][] start, int epochs)
        {
            cancel.ThrowIfCancellationRequested();
            var topics = new StochasticTopics(corpus, options.Prior, options.Batch is { } batch ? new(batch, epochs) : new(Epochs: epochs), start);
            topics.Run(random);
            return TopicAscent.At(corpus, options.Prior, topics.TopicConcentrations);
        }
    }
}
