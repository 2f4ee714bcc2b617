using MathNet.Numerics.Statistics;

namespace Ppl.Infer;

/// <summary>The table log p(y_i | θ_s), read an observation at a time.</summary>
internal sealed class LogLikelihoods
{
    private readonly Draws draws;

    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public LogLikelihoods(Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        this.draws = draws;
        for (int draw = 0; draw < draws.Count; draw++)
            for (int i = 0; i < Observations; i++)
                if (!double.IsFinite(draws[draw][i]))
                    throw new ArgumentException($"log p({NameOf(i)} | draw {draw}) is {draws[draw][i]}: an observation must be possible under each draw.", nameof(draws));
    }

    public int Observations => (int)draws.Shape.NumberOfElements;

    public int Draws => draws.Count;

    /// <summary>The numbers of one observation, a draw each.</summary>
    public double[] Of(int observation) => draws.Element(observation);

    /// <summary>log (1/S) Σ_s p(y_i | θ_s).</summary>
    public double LogDensity(int observation) => LogWeights.LogMean(Of(observation));

    /// <summary>The variance of log p(y_i | θ_s) over the draws.</summary>
    public double Variance(int observation) => Of(observation).Variance();

    /// <summary>The site and the observation's place in it: <c>y[3, 0]</c>.</summary>
    public string NameOf(int observation) => Summary.NameOf(draws.Name, draws.Shape, observation);

    /// <summary>One result for each observation.</summary>
    public T[] ForEach<T>(Func<int, T> result) => [.. Enumerable.Range(0, Observations).Select(result)];
}
