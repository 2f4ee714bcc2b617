using MathNet.Numerics.Random;

namespace Ppl.Examples;

/// <summary>
/// Coordinate ascent from many random starts: a short run from each, of the first sweeps and ten more, then the best quarter of them go on to their ends.
/// </summary>
/// <param name="ShortBounds">After the short runs, the highest first.</param>
/// <param name="Ends">Those that went on, likewise.</param>
internal sealed record TopicStarts(IReadOnlyList<double> ShortBounds, IReadOnlyList<TopicAscent> Ends)
{
    private const int DocumentsInTopic = 5;
    private const int ShortSweeps = 10;

    /// <summary>The one whose bound is highest.</summary>
    public TopicAscent Best => Ends[0];

    /// <summary>Runs them side by side. Each draws from a source of its own: what comes out does not depend on how many threads there are.</summary>
    /// <exception cref="OperationCanceledException">The options' token says so.</exception>
    public static TopicStarts Run(Corpus corpus, TopicPrior prior, int starts, Random random, ParallelOptions? threads = null)
    {
        threads ??= new ParallelOptions();
        int[] seeds = [.. Enumerable.Range(0, starts).Select(_ => random.Next())];
        TopicAscent[] begun = new TopicAscent[starts];
        Parallel.For(0, starts, threads, i =>
        {
            begun[i] = TopicAscent.From(corpus, prior, Draw(corpus, prior, new MersenneTwister(seeds[i])));
            for (int sweep = 0; sweep < ShortSweeps; sweep++) begun[i].Sweep();
        });
        TopicAscent[] ordered = [.. begun.OrderByDescending(ascent => ascent.Bound)];
        double[] bounds = [.. ordered.Select(ascent => ascent.Bound)];
        TopicAscent[] ends = ordered[..((starts + 3) / 4)];
        Parallel.ForEach(ends, threads, ascent => ascent.Converge());
        return new TopicStarts(bounds, [.. ends.OrderByDescending(ascent => ascent.Bound)]);
    }

    /// <summary>λ to start from [K, V]: for each topic the words of five documents drawn at random, and one of every word.</summary>
    public static double[][] Draw(Corpus corpus, TopicPrior prior, Random random)
    {
        double[][] lambda = [.. Enumerable.Range(0, prior.Topics).Select(_ => Enumerable.Repeat(1.0, corpus.Vocabulary.Count).ToArray())];
        foreach (double[] topic in lambda)
            for (int i = 0; i < DocumentsInTopic; i++)
            {
                Document document = corpus.Documents[random.Next(corpus.Documents.Count)];
                foreach ((int word, int count) in document.Words.Zip(document.Counts)) topic[word] += count;
            }
        return lambda;
    }
}
