using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Ppl.Examples;

/// <summary>
/// Topics as experts (ProdLDA; Srivastava and Sutton 2017): a word's probability is no mean over a document's topics but a product, p(w) ∝ exp(common_w + Σ_k theta_k expert_kw), and a network,
/// the encoder, guesses the shares theta of any document from its words. theta = softmax(z), z normal: in the softmax basis, the Laplace approximation of Dirichlet(α) (their section 3.2).
/// </summary>
/// <remarks>
/// Against topics that stay alike the paper normalises by batches, in encoder and decoder, drops units of both out, and takes Adam with much momentum. Left out here: batch normalisation, as the
/// bound of a document would depend on the others in its step; dropout, as libtorch's takes no generator. What the decoder's normalisation does for rare and frequent words, its shift, is
/// there: common, which begins at the words' log frequencies. And the encoder reads log(1 + count), as many tokens of one word would drown the rest. The experts, a matrix, learn ten times as
/// fast as the network. With a few starts that is enough for the topics to part.
/// </remarks>
internal sealed class ProdLda : IDisposable
{
    /// <summary>Draws of theta for each document that is held out, and draws for the bound.</summary>
    private const int Draws = 50, BoundDraws = 20;

    private const int Hidden = 100;
    private const double RateOfNetwork = 0.1;

    private readonly (int Documents, int Words, int Topics) size;
    private readonly double[] logFrequencies;
    private readonly double alpha;
    private readonly Rng rng;
    private readonly Encoder encoder;
    private readonly Svi<Tensor> svi;

    /// <summary>Owns the generator.</summary>
    private ProdLda(Corpus training, LdaOptions options, Rng rng)
    {
        size = (training.Documents.Count, training.Vocabulary.Count, options.Prior.Topics);
        (alpha, this.rng) = (options.Prior.Alpha, rng);
        svi = new Svi<Tensor>(Model, Guide, new ByPattern(new Adam(options.LearningRate), ("encoder.*", new Adam(RateOfNetwork * options.LearningRate))), new TraceMeanFieldElbo(), rng);
        encoder = new Encoder(Layers.Hidden([size.Words, Hidden, Hidden], Activation.Relu, rng.Device), Hidden, size.Topics, rng.Device);
        double[] counts = [.. Enumerable.Repeat(1.0, size.Words)];
        foreach ((int word, int count) in training.Documents.SelectMany(document => document.Words.Zip(document.Counts))) counts[word] += count;
        logFrequencies = [.. counts.Select(count => Math.Log(count / counts.Sum()))];
    }

    /// <summary>z ~ Normal(0, (1 - 1/K) / α) in each of K directions, theta = softmax(z), and the counts of a document from the product of the experts, [documents, words].</summary>
    private void Model(Tensor counts)
    {
        Tensor experts = Param("experts", Start), common = Param("common", () => torch.tensor(logFrequencies, torch.float32, rng.Device));
        using Plate documents = Plate("documents", size.Documents, subsample: counts.shape[0]);
        Tensor z = Sample("z", new Normal(0, Math.Sqrt((1 - 1.0 / size.Topics) / alpha)).Expand([size.Topics]).ToEvent(1));
        Factor("w", (counts * LogWords(z, experts, common)).sum(dim: -1));
    }

    /// <summary>log p(w | z), normalised over the words.</summary>
    private static Tensor LogWords(Tensor z, Tensor experts, Tensor common)
    {
        Tensor logits = common + z.softmax(-1).matmul(experts);
        return logits - logits.logsumexp(-1, keepdim: true);
    }

    /// <summary>q(z | counts) = Normal(mean, scale), both from the encoder.</summary>
    private void Guide(Tensor counts)
    {
        Module("encoder", encoder);
        using Plate documents = Plate("documents", size.Documents, subsample: counts.shape[0]);
        (Tensor mean, Tensor scale) = encoder.call(counts.log1p());
        Sample("z", new Normal(mean, scale).ToEvent(1));
    }

    /// <summary>
    /// Fits experts and encoder in minibatches, from a quarter of the starts, each for half of the epochs: sooner, a bound says little of where it leads, and an expert that all documents share may look
    /// best. A topic is what comes of its expert alone; held-out documents are foretold from draws of q(z | the half that is seen).
    /// </summary>
    public static LdaEstimate Learn(LdaOptions options, LdaData data, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = new Rng(run.Seed, device: torch.device(run.Device));
        LdaOptions climb = options with { Starts = (options.Starts + 3) / 4, Scouting = (options.Epochs + 1) / 2 };
        ProdLda[] stories = [.. Enumerable.Range(0, climb.Starts).Select(start => new ProdLda(data.Training, options, rng.Fork((ulong)start)))];
        try
        {
            using Tensor training = stories[0].Table(data.Training);
            (int best, double[] course) = TopicClimb.From([.. stories.Select(story => story.svi)], Datasets.Of(training), svi => Bound(svi, 1), climb, run);
            double seconds = watch.Elapsed.TotalSeconds;
            (double[][] topics, double perplexity) = stories[best].Foretell(data);
            return LdaEstimate.Of(Lda.Products, topics, data, options.Prior.Alpha, climb.Starts, seconds, perplexity) with { Bound = Bound(stories[best].svi, BoundDraws), Course = course };

            double Bound(Svi<Tensor> svi, int draws) => Enumerable.Range(0, draws).Average(_ => -svi.EvaluateLoss(training));
        }
        finally
        {
            foreach (ProdLda story in stories) story.Dispose();
        }
    }

    private (double[][] Topics, double Perplexity) Foretell(LdaData data)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        Tensor experts = svi.Parameters["experts"].Constrained(), common = svi.Parameters["common"].Constrained();
        (Tensor mean, Tensor scale) = encoder.call(Table(data.Seen).log1p());
        Tensor words = torch.zeros([mean.shape[0], size.Words], torch.float32, rng.Device);
        for (int draw = 0; draw < Draws; draw++) words.add_(LogWords(new Normal(mean, scale).Sample(rng), experts, common).exp());
        double log = (double)(Table(data.Hidden) * (words / Draws).log()).sum();
        double[] topics = (common + experts).softmax(-1).to(torch.float64).Elements<double>();
        return ([.. topics.Chunk(size.Words)], Math.Exp(-log / data.Hidden.Tokens));
    }

    private Tensor Start() => 0.1 * rng.Randn([size.Topics, size.Words]);

    /// <summary>How often each document has each word, [documents, words].</summary>
    private Tensor Table(Corpus corpus)
    {
        float[] counts = new float[corpus.Documents.Count * size.Words];
        for (int d = 0; d < corpus.Documents.Count; d++)
            foreach ((int word, int count) in corpus.Documents[d].Words.Zip(corpus.Documents[d].Counts)) counts[d * size.Words + word] = count;
        return torch.tensor(counts, [corpus.Documents.Count, size.Words], device: rng.Device);
    }

    public void Dispose()
    {
        svi.Dispose();
        encoder.Dispose();
    }
}
