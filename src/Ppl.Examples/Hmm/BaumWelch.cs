namespace Ppl.Examples;

/// <summary>
/// Maximum likelihood of a hidden Markov model by expectation and maximisation (Baum, Petrie, Soules and Weiss 1970): the states' probabilities by the forward and
/// the backward algorithm, then the parameters of the steps and moves that count so much. The log-likelihood never falls.
/// </summary>
/// <param name="Model">The last estimate.</param>
/// <param name="LogLikelihoods">Before the first round and after each, in nats for all sequences.</param>
internal sealed record BaumWelch(HiddenMarkov Model, IReadOnlyList<double> LogLikelihoods)
{
    private const int MostRounds = 1000;
    private const double Tolerance = 1e-8;

    /// <summary>A state whose standard deviation is a smaller share of that it began with has shrunk to few numbers: the likelihood has no bound there.</summary>
    private const double Collapse = 1e-3;

    public double LogLikelihood => LogLikelihoods[^1];

    /// <summary>From one start, until a round adds no more than a hundred-millionth of a nat for each number, or a state shrinks to nothing.</summary>
    public static BaumWelch From(HiddenMarkov start, double[][] sequences)
    {
        HiddenMarkov model = start;
        List<double> course = [];
        while (true)
        {
            var smoothed = sequences.Select(model.Smooth).ToArray();
            course.Add(smoothed.Sum(sequence => sequence.LogEvidence));
            HiddenMarkov next = Maximize(smoothed.Select(sequence => (sequence.Posteriors, sequence.Moves)).ToArray(), sequences);
            bool ends = course.Count > MostRounds || (course.Count > 1 && course[^1] - course[^2] < Tolerance * sequences.Sum(sequence => sequence.Length));
            if (ends || !next.Scales.Zip(start.Scales).All(pair => pair.First > Collapse * pair.Second)) return new BaumWelch(model, course);
            model = next;
        }
    }

    private static HiddenMarkov Maximize((double[][] Posteriors, double[,] Moves)[] smoothed, double[][] sequences)
    {
        int states = smoothed[0].Posteriors[0].Length;
        var steps = smoothed.Zip(sequences).SelectMany(pair => pair.First.Posteriors.Zip(pair.Second)).ToArray();
        double[] counts = [.. Enumerable.Range(0, states).Select(j => steps.Sum(step => step.First[j]))];
        double[] means = [.. counts.Select((count, j) => steps.Sum(step => step.First[j] * step.Second) / count)];
        double[] scales = [.. counts.Select((count, j) => Math.Sqrt(steps.Sum(step => step.First[j] * (step.Second - means[j]) * (step.Second - means[j])) / count))];
        double[] initial = [.. Enumerable.Range(0, states).Select(j => smoothed.Average(sequence => sequence.Posteriors[0][j]))];
        double[][] moves = [.. Enumerable.Range(0, states).Select(i => Enumerable.Range(0, states).Select(j => smoothed.Sum(sequence => sequence.Moves[i, j])).ToArray())];
        return new HiddenMarkov(initial, [.. moves.Select(row => row.Select(move => move / row.Sum()).ToArray())], means, scales);
    }
}
