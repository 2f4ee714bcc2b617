namespace Ppl.Examples;

/// <summary>
/// A hidden Markov model of numbers: a chain of states, each of which shows a number of its own normal distribution. What is asked of it here is answered in plain
/// arithmetic, state by state (Rabiner 1989, section III).
/// </summary>
/// <param name="Initial">P(first state).</param>
/// <param name="Transition">P(next state | state), a row for each state.</param>
/// <param name="Means">Of the numbers, by state.</param>
/// <param name="Scales">Their standard deviations.</param>
internal sealed record HiddenMarkov(double[] Initial, double[][] Transition, double[] Means, double[] Scales)
{
    public int States => Initial.Length;

    /// <summary>The forward algorithm: log p(x), in nats.</summary>
    public double LogEvidence(double[] x) => Forward(x).Sum(step => step.Log);

    /// <summary>P(state at t | x) for each t, by the forward and the backward algorithm.</summary>
    public double[][] Posteriors(double[] x) => Smooth(x).Posteriors;

    /// <summary>The most probable path, by the Viterbi algorithm.</summary>
    public int[] MostProbable(double[] x)
    {
        double[] best = [.. Initial.Select((p, j) => Math.Log(p) + LogDensity(j, x[0]))];
        int[][] from = new int[x.Length][];
        for (int t = 1; t < x.Length; t++)
        {
            double[] before = best;
            from[t] = [.. Enumerable.Range(0, States).Select(j => Enumerable.Range(0, States).MaxBy(i => before[i] + Math.Log(Transition[i][j])))];
            best = [.. from[t].Select((i, j) => before[i] + Math.Log(Transition[i][j]) + LogDensity(j, x[t]))];
        }
        int[] path = new int[x.Length];
        path[^1] = Array.IndexOf(best, best.Max());
        for (int t = x.Length - 1; t > 0; t--) path[t - 1] = from[t][path[t]];
        return path;
    }

    /// <summary>P(state at t | x), and Σ_t P(state at t, state at t + 1 | x).</summary>
    public (double[][] Posteriors, double[,] Moves, double LogEvidence) Smooth(double[] x)
    {
        (double[] Filtered, double Log)[] forward = Forward(x);
        double[][] posteriors = new double[x.Length][];
        double[,] moves = new double[States, States];
        double[] after = [.. Enumerable.Repeat(1.0, States)];
        for (int t = x.Length - 1; t >= 0; t--)
        {
            posteriors[t] = [.. forward[t].Filtered.Zip(after, (filtered, rest) => filtered * rest)];
            if (t == 0) break;
            double[] shown = [.. after.Select((rest, j) => rest * Math.Exp(LogDensity(j, x[t]) - forward[t].Log))];
            for (int i = 0; i < States; i++)
                for (int j = 0; j < States; j++) moves[i, j] += forward[t - 1].Filtered[i] * Transition[i][j] * shown[j];
            after = [.. Transition.Select(row => row.Zip(shown, (p, rest) => p * rest).Sum())];
        }
        return (posteriors, moves, forward.Sum(step => step.Log));
    }

    /// <summary>A path and the numbers that it shows.</summary>
    public (int[] Path, double[] X) Draw(int length, Rng rng)
    {
        int[] path = new int[length];
        for (int t = 0; t < length; t++)
        {
            double left = rng.NextDouble();
            path[t] = Math.Max(0, Array.FindIndex(t == 0 ? Initial : Transition[path[t - 1]], p => (left -= p) < 0));
        }
        return (path, [.. path.Select(state => Means[state] + Scales[state] * rng.NextGaussian())]);
    }

    /// <summary>The states in the order of their means.</summary>
    public HiddenMarkov Sorted()
    {
        int[] order = [.. Enumerable.Range(0, States).OrderBy(j => Means[j])];
        return new([.. order.Select(j => Initial[j])], [.. order.Select(i => order.Select(j => Transition[i][j]).ToArray())], [.. order.Select(j => Means[j])], [.. order.Select(j => Scales[j])]);
    }

    /// <summary>P(state at t | x up to t), and log p(x at t | x before).</summary>
    private (double[] Filtered, double Log)[] Forward(double[] x)
    {
        var steps = new (double[] Filtered, double Log)[x.Length];
        double[] expected = Initial;
        for (int t = 0; t < x.Length; t++)
        {
            double[] logs = [.. expected.Select((p, j) => Math.Log(p) + LogDensity(j, x[t]))];
            double highest = logs.Max(), log = highest + Math.Log(logs.Sum(l => Math.Exp(l - highest)));
            double[] filtered = [.. logs.Select(l => Math.Exp(l - log))];
            steps[t] = (filtered, log);
            expected = [.. Enumerable.Range(0, States).Select(j => filtered.Select((p, i) => p * Transition[i][j]).Sum())];
        }
        return steps;
    }

    private double LogDensity(int state, double x)
    {
        double standard = (x - Means[state]) / Scales[state];
        return -0.5 * (standard * standard + Math.Log(2 * Math.PI)) - Math.Log(Scales[state]);
    }
}
