using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>What <see cref="Hmm"/> found; estimates are of the sequences in the units of the priors.</summary>
internal sealed record HmmFit(HmmOptions Options, HmmData Data, HmmEstimate Svi, HmmDecoding Decoding, BaumWelch Em, NutsRun? Chains, ModelGraph Graph, TimeSpan Duration)
{
    /// <summary>log p(x) by the forward algorithm, at the centre of the posterior.</summary>
    public double ForwardLogEvidence => Data.Sequences.Sum(Svi.Model.LogEvidence);

    /// <summary>The largest difference between a state's probability and that by the forward and the backward algorithm.</summary>
    public double PosteriorDifference => Data.Sequences.Zip(Decoding.Posteriors)
        .Max(pair => Svi.Model.Posteriors(pair.First).Zip(pair.Second).Max(step => step.First.Zip(step.Second).Max(state => Math.Abs(state.First - state.Second))));

    /// <summary>Steps at which the path is another than Viterbi's.</summary>
    public int PathDifferences => Data.Sequences.Zip(Decoding.Paths).Sum(pair => Svi.Model.MostProbable(pair.First).Zip(pair.Second).Count(step => step.First != step.Second));

    /// <summary>The share of the steps whose states the path has right; null where they are not known.</summary>
    public double? Accuracy => Data.Paths.Length == 0 || Data.Truth!.States != Options.States ? null
        : Data.Paths.Zip(Decoding.Paths).SelectMany(pair => pair.First.Zip(pair.Second)).Average(step => step.First == step.Second ? 1.0 : 0);

    /// <summary>When the first sequence comes into another state than before.</summary>
    public double[] Changes => [.. Enumerable.Range(1, Data.Length - 1).Where(t => Decoding.Paths[0][t] != Decoding.Paths[0][t - 1]).Select(t => Data.Times[t])];
}

/// <summary>The posterior that SVI found, its states in the order of their means.</summary>
/// <param name="Model">Its centre.</param>
/// <param name="Deviations">Its standard deviations, in the place of the parameters.</param>
/// <param name="Bounds">By step, in nats for all sequences.</param>
/// <param name="Bound">At the end.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record HmmEstimate(HiddenMarkov Model, HiddenMarkov Deviations, double[] Bounds, double Bound, double Seconds);

/// <summary>What the program with its parameters known says of the states.</summary>
/// <param name="LogEvidence">log Σ p(x, states), in nats for all sequences.</param>
/// <param name="Posteriors">P(state | x), by sequence and step.</param>
/// <param name="Paths">The most probable ones, by sequence.</param>
internal sealed record HmmDecoding(double LogEvidence, double[][][] Posteriors, int[][] Paths);
