using System.Diagnostics;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// Numbers follow each other in sequences; behind them goes a chain of states that nobody sees. Which states are there, how does the chain move, and where was it
/// when? The states are summed out of the bound along the chain, at a cost in proportion to its length, and a posterior of all else is learnt. Expected: the sum
/// is what the forward algorithm says, to rounding, also the states' probabilities, by the backward one, and the most probable path, by Viterbi's; the parameters
/// lie near those of Baum and Welch's maximum likelihood; nine states in ten are decoded right.
/// On the flow of the Nile, 1871 to 1970, the path changes once, from 1898 to 1899, as is known (Cobb 1978).
/// </summary>
/// <param name="options">States, Adam's settings.</param>
/// <param name="data">The sequences.</param>
/// <param name="rng">All randomness.</param>
/// <param name="run">Where this happens.</param>
internal sealed class Hmm(HmmOptions options, HmmData data, Rng rng, ExampleRun run)
{
    private const int BoundDraws = 20, PosteriorDraws = 4000;

    /// <summary>initial ~ Dirichlet(1); for each state, transition ~ Dirichlet(1), mean ~ Normal(0, 10), scale ~ LogNormal(0, 1); then the chains.</summary>
    private void Model(Tensor x)
    {
        double[] even = [.. Enumerable.Repeat(1.0, options.States)];
        Tensor initial = Sample("initial", new Dirichlet(even)), transition, means, scales;
        using (Plate states = Plate("states", options.States))
        {
            transition = Sample("transition", new Dirichlet(even));
            means = Sample("means", new Normal(0, 10));
            scales = Sample("scales", new LogNormal(0, 1));
        }
        Chains(x, initial, transition, means, scales);
    }

    /// <summary>state ~ the transition from the state before; x ~ Normal(mean, scale) of its state. Sequences side by side, a column for each step.</summary>
    private static void Chains(Tensor x, Tensor initial, Tensor transition, Tensor means, Tensor scales)
    {
        Categorical first = new(initial), next = new(transition);
        var normals = new Normal(means, scales);
        using Plate sequences = Plate("sequences", x.shape[0]);
        Tensor[] columns = x.unbind(1);
        Tensor? state = null;
        foreach (int t in Markov(columns.Length))
        {
            state = Sample($"state{t}", state is null ? first : next.Gather(state));
            Sample($"x{t}", normals.Gather(state), obs: columns[t]);
        }
    }

    /// <summary>Independent normal numbers for all that is not a state, from a start with the means apart.</summary>
    private AutoNormal<Tensor> Guide() => new(Model, HmmTensors.Latents(Start, rng.Device), scale: 0.05);

    /// <summary>Draws or reads the sequences, learns, decodes, and reports it beside Baum and Welch, the forward algorithm and Viterbi.</summary>
    public static void Run(HmmOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = Source(run);
        HmmData data = options.ReadOrDraw(rng);
        var story = new Hmm(options, data, rng, run);
        HmmEstimate svi = story.Climb();
        HmmDecoding decoding = story.Decode(svi.Model);
        var em = BaumWelch.From(story.Start, data.Sequences);
        HmmReport.Write(new HmmFit(options, data, svi, decoding, em, Graph(options, run), watch.Elapsed), run);
    }

    /// <summary>The posterior by SVI. The rate falls to a hundredth: late steps average the noise of the gradient out.</summary>
    private HmmEstimate Climb()
    {
        var watch = Stopwatch.StartNew();
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Rows();
        AutoNormal<Tensor> guide = Guide();
        var adam = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<Tensor>(Model, guide, adam, new TraceEnumElbo(), rng.Fork(Streams.Fit));
        double[] bounds = new double[options.Steps];
        run.Follow("steps", options.Steps, track =>
        {
            for (int step = 0; step < options.Steps; step++)
            {
                run.Cancel.ThrowIfCancellationRequested();
                bounds[step] = -svi.Step(x);
                track.Advance(1, FormattableString.Invariant($"bound {bounds[step] / data.Count:F4} nats a number"));
            }
        });
        double bound = Enumerable.Range(0, BoundDraws).Average(_ => -svi.EvaluateLoss(x));
        HiddenMarkov model = HmmTensors.Model(guide.Median(svi.Parameters, x));
        HiddenMarkov deviations = HmmTensors.Deviations(guide.Draws(svi.Parameters, x, PosteriorDraws, rng), model);
        return new HmmEstimate(model.Sorted(), deviations, bounds, bound, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Asks the program with its parameters known: how probable the sequences are, where the chains were, and on what path.</summary>
    public HmmDecoding Decode(HiddenMarkov model)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Rows();
        (Tensor initial, Tensor transition, Tensor means, Tensor scales) = HmmTensors.Parameters(model, rng.Device);
        using var engine = new InferDiscrete<Tensor>(numbers => Chains(numbers, initial, transition, means, scales), rng.Fork(Streams.Decoding));
        return new HmmDecoding(engine.LogEvidence(x), HmmTensors.Posteriors(engine.Marginals(x), data.Length), HmmTensors.Paths(engine.MostProbable(x), data.Length));
    }

    /// <summary>Means at quantiles of the numbers, scales of their distances, and a chain that would rather stay.</summary>
    private HiddenMarkov Start
    {
        get
        {
            double[] sorted = [.. data.Sequences.SelectMany(sequence => sequence).Order()];
            int k = options.States;
            double spread = sorted[(int)(0.84 * (sorted.Length - 1))] - sorted[(int)(0.16 * (sorted.Length - 1))];
            double[] Row(int stays) => [.. Enumerable.Range(0, k).Select(j => k == 1 ? 1 : j == stays ? 0.8 : 0.2 / (k - 1))];
            return new HiddenMarkov([.. Enumerable.Repeat(1.0 / k, k)], [.. Enumerable.Range(0, k).Select(Row)],
                [.. Enumerable.Range(0, k).Select(j => sorted[(int)((j + 0.5) / k * sorted.Length)])], [.. Enumerable.Repeat(spread / (k + 1), k)]);
        }
    }

    /// <summary>The graph of the model, of short sequences: one of all steps would not be legible.</summary>
    public static ModelGraph Graph(HmmOptions options, ExampleRun run)
    {
        const int steps = 4;
        using Rng rng = Source(run);
        using TensorScope scope = TensorScope.Begin();
        var story = new Hmm(options, options.ReadOrDraw(rng), rng, run);
        return ModelGraph.Of(story.Model, story.Rows()[.., ..steps], rng);
    }

    /// <summary>The sequences, [sequences, steps].</summary>
    private Tensor Rows() => torch.tensor(data.Sequences.SelectMany(sequence => sequence).ToArray(), [data.Sequences.Length, data.Length], device: rng.Device);

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));

    /// <summary>Streams of random numbers that do not touch each other.</summary>
    private static class Streams
    {
        public const ulong Fit = 1, Decoding = 2;
    }
}
