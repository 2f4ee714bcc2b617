using MathNet.Numerics;
using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class TopicAscentTests
{
    private static readonly Corpus Tiny = new([new([0, 2], [3, 1]), new([1, 2], [2, 2])], ["a", "b", "c"]);
    private static readonly TopicPrior Two = new(2, 0.7, 0.4);

    [Test]
    public void The_bound_never_falls()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(1), topics: 5, vocabulary: 200, documents: 100, length: 40);
        for (int seed = 1; seed <= 3; seed++)
        {
            TopicAscent ascent = Start(planted.Corpus, new TopicPrior(5, PlantedTopics.Alpha, PlantedTopics.Eta), seed);
            Sweep(ascent, 100);
            Assert.That(ascent.Bounds, Has.Count.EqualTo(101));
            Assert.That(ascent.Bounds.Zip(ascent.Bounds.Skip(1)), Has.All.Matches<(double Before, double After)>(sweep => sweep.After >= sweep.Before - 1e-10 * Math.Abs(sweep.Before)));
            Assert.That(ascent.Bound, Is.GreaterThan(ascent.Bounds[0] + 1));
        }
    }

    /// <summary>From the expectations of all six log densities (Blei, Ng and Jordan 2003, equation 15), with q(z) written out.</summary>
    [Test]
    public void The_bound_is_the_sum_of_its_terms()
    {
        TopicAscent ascent = Start(Tiny, Two, 1);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            ascent.Sweep();
            Assert.That(ascent.Bound, Is.EqualTo(Terms(Tiny, Two, ascent.TopicConcentrations, ascent.ShareConcentrations, 0)).Within(1e-11));
        }
    }

    /// <summary>Central differences of the terms by every number of λ, γ and q(z), which is best at given λ and γ.</summary>
    [Test]
    public void Where_it_ends_the_bound_is_stationary()
    {
        TopicAscent ascent = Start(Tiny, Two, 1);
        Sweep(ascent, 2000);
        Assert.That(Slopes([[1, 2, 3], [3, 2, 1]], ascent.ShareConcentrations).Max(Math.Abs), Is.GreaterThan(1e-3));
        Assert.That(Slopes(ascent.TopicConcentrations, ascent.ShareConcentrations), Has.All.EqualTo(0).Within(1e-6));
        Assert.That(new[] { -0.01, 0.01 }.Select(tilt => Terms(Tiny, Two, ascent.TopicConcentrations, ascent.ShareConcentrations, tilt)), Has.All.LessThan(ascent.Bound - 1e-6));

        static IEnumerable<double> Slopes(double[][] lambda, double[][] gamma) => new[] { lambda, gamma }.SelectMany(table => table.SelectMany(row => row.Select((number, i) =>
        {
            const double Step = 1e-4;
            double[] sides = [.. new[] { Step, -Step }.Select(step =>
            {
                row[i] = number + step;
                return Terms(Tiny, Two, lambda, gamma, 0);
            })];
            row[i] = number;
            return (sides[0] - sides[1]) / (2 * Step);
        }))).ToArray();
    }

    /// <summary>The evidence is the sum over all 2⁸ assignments of topics to tokens, each in closed form.</summary>
    [Test]
    public void The_bound_lies_below_the_log_evidence()
    {
        double evidence = LogEvidence(Tiny, Two);
        double[] bounds = [.. Enumerable.Range(1, 10).Select(seed =>
        {
            TopicAscent ascent = Start(Tiny, Two, seed);
            Sweep(ascent, 200);
            return ascent.Bound;
        })];
        Assert.That(bounds, Has.All.LessThan(evidence));
        Assert.That(bounds.Max(), Is.GreaterThan(evidence - 2));
    }

    /// <summary>There is nothing to assign, and q is the posterior.</summary>
    [Test]
    public void Of_one_topic_the_bound_is_the_log_evidence()
    {
        var one = new TopicPrior(1, 0.7, 0.4);
        TopicAscent ascent = Start(Tiny, one, 1);
        ascent.Sweep();
        Assert.That(ascent.Bound, Is.EqualTo(LogEvidence(Tiny, one)).Within(1e-11));
        Assert.That(ascent.Topics[0], Is.EqualTo(new[] { 3.4 / 9.2, 2.4 / 9.2, 3.4 / 9.2 }).Within(1e-12));
    }

    [Test]
    public void At_topics_that_are_given_it_finds_their_shares_and_leaves_them_alone()
    {
        TopicAscent ascent = Start(Tiny, Two, 1);
        Sweep(ascent, 500);
        TopicAscent same = TopicAscent.At(Tiny, Two, ascent.TopicConcentrations);
        Assert.That(same.TopicConcentrations, Is.EqualTo(ascent.TopicConcentrations));
        Assert.That(same.Bound, Is.EqualTo(ascent.Bound).Within(1e-4));
    }

    [Test]
    public void It_ends_where_a_sweep_adds_next_to_nothing()
    {
        PlantedTopics planted = PlantedTopics.Draw(new MersenneTwister(1), topics: 3, vocabulary: 50, documents: 50, length: 30);
        TopicAscent ascent = Start(planted.Corpus, new TopicPrior(3, 0.2, 0.1), 1);
        ascent.Converge(1e-4);
        Assert.That(ascent.Bounds[^1] - ascent.Bounds[^2], Is.LessThan(1e-4 * 1500));
        Assert.That(ascent.Bounds.Count is 2 || ascent.Bounds[^2] - ascent.Bounds[^3] >= 1e-4 * 1500);
    }

    private static TopicAscent Start(Corpus corpus, TopicPrior prior, int seed) => TopicAscent.From(corpus, prior, TopicStarts.Draw(corpus, prior, new MersenneTwister(seed)));

    private static void Sweep(TopicAscent ascent, int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++) ascent.Sweep();
    }

    /// <summary>
    /// E[log p(topics)] + E[log p(θ)] + E[log p(z | θ)] + E[log p(w | z, topics)] - E[log q(topics)] - E[log q(θ)] - E[log q(z)], q(z = 0) off its best by a tilt of
    /// its log odds.
    /// </summary>
    private static double Terms(Corpus corpus, TopicPrior prior, double[][] lambda, double[][] gamma, double tilt)
    {
        double[][] logTopics = [.. lambda.Select(Logs)];
        double sum = lambda.Zip(logTopics).Sum(pair => LogDirichlet([.. pair.First.Select(_ => prior.Eta)], pair.Second) - LogDirichlet(pair.First, pair.Second));
        for (int d = 0; d < corpus.Documents.Count; d++)
        {
            double[] logShares = Logs(gamma[d]);
            sum += LogDirichlet([.. gamma[d].Select(_ => prior.Alpha)], logShares) - LogDirichlet(gamma[d], logShares);
            foreach ((int word, int count) in corpus.Documents[d].Words.Zip(corpus.Documents[d].Counts))
            {
                double[] odds = [.. logShares.Select((log, k) => Math.Exp(log + logTopics[k][word] + (k == 0 ? tilt : 0)))];
                double[] q = [.. odds.Select(o => o / odds.Sum())];
                sum += count * q.Select((p, k) => p * (logShares[k] + logTopics[k][word] - Math.Log(p))).Sum();
            }
        }
        return sum;
    }

    private static double[] Logs(double[] c) => [.. c.Select(x => SpecialFunctions.DiGamma(x) - SpecialFunctions.DiGamma(c.Sum()))];

    /// <summary>E[log Dirichlet(x | c)] where E[log x] is known.</summary>
    private static double LogDirichlet(double[] c, double[] logs) =>
        SpecialFunctions.GammaLn(c.Sum()) - c.Sum(SpecialFunctions.GammaLn) + c.Zip(logs).Sum(pair => (pair.First - 1) * pair.Second);

    private static double LogEvidence(Corpus corpus, TopicPrior prior)
    {
        (int Document, int Word)[] tokens = [.. corpus.Documents.SelectMany((document, d) => document.Words.Zip(document.Counts).SelectMany(pair => Enumerable.Repeat((d, pair.First), pair.Second)))];
        int assignments = (int)Math.Pow(prior.Topics, tokens.Length);
        return Math.Log(Enumerable.Range(0, assignments).Sum(number =>
        {
            double[][] ofDocuments = Counts(corpus.Documents.Count, prior.Topics), ofTopics = Counts(prior.Topics, corpus.Vocabulary.Count);
            for (int i = 0; i < tokens.Length; i++)
            {
                int topic = number / (int)Math.Pow(prior.Topics, i) % prior.Topics;
                ofDocuments[tokens[i].Document][topic]++;
                ofTopics[topic][tokens[i].Word]++;
            }
            return Math.Exp(ofDocuments.Sum(counts => LogPolya(counts, prior.Alpha)) + ofTopics.Sum(counts => LogPolya(counts, prior.Eta)));
        }));
    }

    private static double[][] Counts(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    /// <summary>log E[Π x_i^n_i] where x ~ Dirichlet(prior, …, prior).</summary>
    private static double LogPolya(double[] counts, double prior) => SpecialFunctions.GammaLn(counts.Length * prior) - SpecialFunctions.GammaLn(counts.Length * prior + counts.Sum())
        + counts.Sum(n => SpecialFunctions.GammaLn(prior + n) - SpecialFunctions.GammaLn(prior));
}
