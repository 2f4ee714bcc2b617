using System.Diagnostics;
using MathNet.Numerics.Random;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using Spectre.Console;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// Latent Dirichlet allocation (Blei, Ng and Jordan 2003): nobody says what a document is about, nor what topics there are; both come from which words stand together. Two programs say the
/// same: in one each token has a topic, which is summed out by enumeration; in the other the sum is written down, and a document is a row of counts. Their posterior is a guide of Dirichlet
/// distributions, that of a document's shares its own, learnt in minibatches. Beside them stand ProdLDA, whose guide is a network, and coordinate ascent, by all documents and by some. There are
/// local optima: each method begins from several places, and its best end counts. Expected, of 1,000 documents of 64 words drawn from 8 planted topics: SVI and coordinate ascent find
/// them all, with a mean matched cosine of at least 0.95; the bound of SVI, which sums over a token's topic where the other has a q of it, is the higher one; and the perplexity of documents
/// held out is within 3 % of coordinate ascent's, on real text too.
/// </summary>
/// <param name="options">The prior, the methods, starts, Adam's settings.</param>
/// <param name="data">The documents.</param>
/// <param name="rng">The randomness of SVI and its starts.</param>
/// <param name="random">That of coordinate ascent and its starts.</param>
/// <param name="run">Where this happens.</param>
internal sealed class Lda(LdaOptions options, LdaData data, Rng rng, Random random, ExampleRun run)
{
    public const string Counted = "SVI, counts", Enumerated = "SVI, tokens", Products = "ProdLDA", Ascent = "coordinate ascent", Stochastic = "stochastic ascent";

    /// <summary>Draws for the bound in the report, and for that of a start.</summary>
    private const int BoundDraws = 20, ScoutDraws = 1;

    /// <summary>How much faster than the topics the shares of a document learn, which a step sees more rarely.</summary>
    private const double RateOfShares = 2;

    private readonly (int Documents, int Words, int Topics) size = (data.Training.Documents.Count, data.Training.Vocabulary.Count, options.Prior.Topics);

    /// <summary>phi_k ~ Dirichlet(η): the words of topic k. theta_d ~ Dirichlet(α): the topics of document d. For each token a topic z ~ theta_d, and its word w ~ phi_z.</summary>
    private void Model(SomeDocuments some)
    {
        (Tensor words, Tensor counts) = (some.Words.mT, some.Counts.mT);
        Tensor phi = Topics();
        using Plate documents = Plate("documents", size.Documents, some.Rows, dim: -1);
        Tensor theta = Shares();
        using Plate tokens = Plate("tokens", words.shape[0], dim: -2);
        Tensor z = Sample("z", new Categorical(theta));
        Sample("w", new Categorical(phi).Gather(z), obs: words, obsMask: counts > 0);
    }

    /// <summary>The same with z summed out by hand: the n tokens of a word have the log density n log Σ_k theta_k phi_kw.</summary>
    private void Counts(SomeDocuments some)
    {
        Tensor phi = Topics();
        using Plate documents = Plate("documents", size.Documents, some.Rows, dim: -1);
        Tensor theta = Shares();
        Tensor probabilities = phi.mT[some.Words].matmul(theta.unsqueeze(-1)).squeeze(-1);
        Factor("w", (some.Counts * probabilities.log()).sum(dim: -1));
    }

    private Tensor Topics()
    {
        using Plate topics = Plate("topics", size.Topics);
        return Sample("phi", new Dirichlet(TopicTensors.Even(options.Prior.Eta, size.Words, rng)));
    }

    private Tensor Shares() => Sample("theta", new Dirichlet(TopicTensors.Even(options.Prior.Alpha, size.Topics, rng)));

    /// <summary>q(phi_k) and q(theta_d) are Dirichlet distributions, each with concentrations of its own: those that mean field has too, but no q(z).</summary>
    private void Guide(SomeDocuments some, LdaStart start)
    {
        using (Plate("topics", size.Topics))
            Sample("phi", new Dirichlet(Param("phi.concentration", () => TopicTensors.Table(start.Topics, rng), Constraints.Positive, eventDim: 1)));
        using Plate documents = Plate("documents", size.Documents, some.Rows, dim: -1);
        Sample("theta", new Dirichlet(Param("theta.concentration", () => TopicTensors.Table(start.Shares, rng), Constraints.Positive, eventDim: 1)));
    }

    /// <summary>Draws or reads the documents, goes all ways, and reports them side by side.</summary>
    public static void Run(LdaOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using Rng rng = Source(run);
        Random random = Numbers(run);
        LdaData data = options.ReadOrDraw(random);
        IReadOnlyList<LdaEstimate> estimates = new Lda(options, data, rng, random, run).Estimate();
        LdaReport.Write(new LdaFit(options, data, estimates, Graph(options, run), watch.Elapsed), run);
    }

    /// <summary>By every method asked for.</summary>
    public IReadOnlyList<LdaEstimate> Estimate()
    {
        LdaStart[] starts = [.. Enumerable.Range(0, options.Starts).Select(_ => LdaStart.Draw(data.Training, options.Prior, rng))], climbed = starts;
        List<LdaEstimate> estimates = [];
        foreach (string method in options.Methods)
        {
            run.Console.WriteLine(method);
            estimates.Add(method switch
            {
                Counted or Enumerated => Climb(method, ref climbed),
                Products => ProdLda.Learn(options, data, run),
                Ascent => Ascend(),
                _ => AscendByBatches(starts),
            });
        }
        return data.Planted is null ? [.. estimates.Select(estimate => estimate.InOrderOf(estimates[0].Topics))] : estimates;
    }

    /// <summary>SVI by one of the two programs. Only the best start is left to the other one: its bound is the same.</summary>
    private LdaEstimate Climb(string method, ref LdaStart[] starts)
    {
        var watch = Stopwatch.StartNew();
        using WordTable table = method == Counted ? WordTable.OfCounts(data.Training, rng) : WordTable.OfTokens(data.Training, rng);
        Svi<SomeDocuments>[] engines = [.. starts.Select((start, i) => Engine(method, start, method == Counted ? new TraceMeanFieldElbo() : new TraceEnumElbo(), (ulong)i))];
        try
        {
            (int best, double[] course) = TopicClimb.From(engines, table, svi => Bound(svi, table, ScoutDraws), options, run);
            double seconds = watch.Elapsed.TotalSeconds, bound = Bound(engines[best], table, BoundDraws);
            using TensorScope scope = TensorScope.Begin();
            double[][] topics = TopicTensors.Means(engines[best].Parameters["phi.concentration"]);
            LdaEstimate estimate = Judge(method, topics, starts.Length, seconds) with { Bound = bound, SummedBound = bound, Course = course };
            starts = [starts[best]];
            return estimate;
        }
        finally
        {
            foreach (Svi<SomeDocuments> svi in engines) svi.Dispose();
        }
    }

    /// <summary>SVI from a start, by either program.</summary>
    public Svi<SomeDocuments> Engine(string method, LdaStart start, Elbo elbo, ulong stream) => new(method == Counted ? Counts : Model, some => Guide(some, start),
        new ByPattern(new Adam(options.LearningRate), ("theta.*", new Adam(RateOfShares * options.LearningRate))), elbo, rng.Fork(stream));

    private double Bound(Svi<SomeDocuments> svi, WordTable table, int draws)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor all = torch.arange(size.Documents, device: rng.Device);
        return Enumerable.Range(0, draws).Average(_ => -svi.EvaluateLoss(new SomeDocuments(all, table.Words, table.Counts)));
    }

    /// <summary>Mean field by all documents at once. Its q of topics and shares, without its q(z), is one that the guide of SVI could have: what is its bound there?</summary>
    private LdaEstimate Ascend()
    {
        var watch = Stopwatch.StartNew();
        TopicAscent best = TopicStarts.Run(data.Training, options.Prior, options.Starts, random, new ParallelOptions { CancellationToken = run.Cancel }).Best;
        double seconds = watch.Elapsed.TotalSeconds;
        using WordTable table = WordTable.OfCounts(data.Training, rng);
        using Svi<SomeDocuments> svi = Engine(Counted, new LdaStart(best.TopicConcentrations, best.ShareConcentrations), new TraceMeanFieldElbo(), (ulong)options.Starts);
        return Judge(Ascent, best.Topics, options.Starts, seconds) with { Bound = best.Bound, SummedBound = Bound(svi, table, BoundDraws), Course = best.Bounds };
    }

    /// <summary>Mean field by minibatches.</summary>
    private LdaEstimate AscendByBatches(LdaStart[] starts)
    {
        var watch = Stopwatch.StartNew();
        TopicAscent best = StochasticClimb.From([.. starts.Select(start => start.Topics)], data.Training, options, random, run.Cancel);
        return Judge(Stochastic, best.Topics, starts.Length, watch.Elapsed.TotalSeconds) with { Bound = best.Bound };
    }

    private LdaEstimate Judge(string method, double[][] topics, int starts, double seconds) => LdaEstimate.Of(method, topics, data, options.Prior.Alpha, starts, seconds);

    /// <summary>The graph of the model, of a few tokens of two documents: they do not change it.</summary>
    public static ModelGraph Graph(LdaOptions options, ExampleRun run)
    {
        using Rng rng = Source(run);
        using TensorScope scope = TensorScope.Begin();
        Random random = Numbers(run);
        var story = new Lda(options, options.ReadOrDraw(random), rng, random, run);
        return ModelGraph.Of(story.Model, new SomeDocuments(torch.arange(2, device: rng.Device), torch.zeros([2, 5], torch.int64, rng.Device), torch.ones([2, 5], torch.float64, rng.Device)), rng);
    }

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));

    /// <summary>The randomness of what makes no tensors.</summary>
    private static Random Numbers(ExampleRun run) => new MersenneTwister(unchecked((int)run.Seed));
}
