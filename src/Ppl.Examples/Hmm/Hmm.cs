using System.Diagnostics;
using Ppl.Handlers;
using Ppl.Infer;

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

    /// <summary>Independent normal numbers for all that is not a state, from a start with the means apart.</summary>
    private AutoNormal<HmmRows> Guide() => new(HmmModel.Sequences, HmmTensors.Latents(Start, rng.Device), scale: 0.05);

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
        NutsRun? chains = options.Nuts ? story.Draw(svi.Model) : null;
        HmmReport.Write(new HmmFit(options, data, svi, decoding, em, chains, Graph(options, run), watch.Elapsed), run);
    }

    /// <summary>The posterior by SVI. The rate falls to a hundredth: late steps average the noise of the gradient out.</summary>
    private HmmEstimate Climb()
    {
        var watch = Stopwatch.StartNew();
        using TensorScope scope = TensorScope.Begin();
        HmmRows rows = Rows();
        AutoNormal<HmmRows> guide = Guide();
        var adam = new ClippedAdam(options.LearningRate, clip: double.PositiveInfinity, decay: Math.Pow(0.01, 1.0 / options.Steps));
        using var svi = new Svi<HmmRows>(HmmModel.Sequences, guide, adam, new TraceEnumElbo(), rng.Fork(Streams.Fit));
        double[] bounds = new double[options.Steps];
        run.Follow("steps", options.Steps, track =>
        {
            for (int step = 0; step < options.Steps; step++)
            {
                run.Cancel.ThrowIfCancellationRequested();
                bounds[step] = -svi.Step(rows);
                track.Advance(1, FormattableString.Invariant($"bound {bounds[step] / data.Count:F4} nats a number"));
            }
        });
        double bound = Enumerable.Range(0, BoundDraws).Average(_ => -svi.EvaluateLoss(rows));
        HiddenMarkov model = HmmTensors.Model(guide.Median(svi.Parameters, rows));
        HiddenMarkov deviations = HmmTensors.Deviations(guide.Draws(svi.Parameters, rows, PosteriorDraws, rng), model);
        return new HmmEstimate(model.Sorted(), deviations, bounds, bound, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Markov chains over all but the states, which are summed out. Not to end in a local optimum each begins at the centre of what SVI found.</summary>
    private NutsRun Draw(HiddenMarkov centre)
    {
        using TensorScope scope = TensorScope.Begin();
        return NutsRun.Of("nuts", "NUTS", HmmModel.Sequences, Rows(), samples => HmmChains.Quantities(samples, data), run,
            NutsRun.Settings(run, options.Engine) with { Initial = HmmTensors.Latents(centre, rng.Device) });
    }

    /// <summary>Asks the program with its parameters known: how probable the sequences are, where the chains were, and on what path.</summary>
    public HmmDecoding Decode(HiddenMarkov model)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Rows().X;
        (Tensor initial, Tensor transition, Tensor means, Tensor scales) = HmmTensors.Parameters(model, rng.Device);
        using var engine = new InferDiscrete<Tensor>(numbers => HmmModel.Chains(numbers, initial, transition, means, scales), rng.Fork(Streams.Decoding));
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
        HmmRows all = story.Rows();
        return ModelGraph.Of(HmmModel.Sequences, all with { X = all.X[.., ..steps] }, rng);
    }

    /// <summary>The sequences as the model takes them.</summary>
    private HmmRows Rows() => new(
        torch.tensor(data.Sequences.SelectMany(sequence => sequence).ToArray(), [data.Sequences.Length, data.Length], device: rng.Device), options.States);

    private static Rng Source(ExampleRun run) => new(run.Seed, torch.float64, torch.device(run.Device));

    /// <summary>Streams of random numbers that do not touch each other.</summary>
    private static class Streams
    {
        public const ulong Fit = 1, Decoding = 2;
    }
}
