using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>A chain of K hidden states with a normal observation of each, and the sum over its states by the forward algorithm on plain numbers.</summary>
internal sealed class HiddenMarkovModel : IDisposable
{
    private readonly int states;
    private readonly Tensor initial, transition, means, data;

    public HiddenMarkovModel(int length, int states, int seed = 1)
    {
        this.states = states;
        using var rng = new Rng((ulong)seed, torch.ScalarType.Float64);
        using TensorScope scope = TensorScope.Begin();
        initial = scope.Keep((2 * rng.Randn([states])).softmax(-1));
        transition = scope.Keep((2 * rng.Randn([states, states])).softmax(-1));
        means = scope.Keep(3 * rng.Randn([states]));
        data = scope.Keep(3 * rng.Randn([length]));
    }

    public Tensor Data => data;

    public void Program(Tensor y)
    {
        var next = new Categorical(transition);
        var emission = new Normal(means, 1);
        Tensor[] observed = y.unbind();
        Tensor? z = null;
        foreach (int t in Markov(observed.Length))
        {
            z = Sample($"z{t}", z is null ? new Categorical(initial) : next.Gather(z));
            Sample($"y{t}", emission.Gather(z), obs: observed[t]);
        }
    }

    /// <summary>log p(y), in the order α_t(k) = p(y_t | k) Σ_j α_(t-1)(j) A_jk, in logarithms.</summary>
    public double Forward()
    {
        double[] start = TensorText.ToDoubles(initial), matrix = TensorText.ToDoubles(transition), centre = TensorText.ToDoubles(means), y = TensorText.ToDoubles(data);
        var alpha = new double[states];
        for (int t = 0; t < y.Length; t++)
        {
            var next = new double[states];
            for (int k = 0; k < states; k++)
            {
                double into = t == 0 ? Math.Log(start[k]) : LogSum(Enumerable.Range(0, states).Select(j => alpha[j] + Math.Log(matrix[(j * states) + k])));
                next[k] = into - (0.5 * Math.Pow(y[t] - centre[k], 2)) - (0.5 * Math.Log(2 * Math.PI));
            }
            alpha = next;
        }
        return LogSum(alpha);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[initial, transition, means, data]) tensor.Dispose();
    }

    private static double LogSum(IEnumerable<double> logs)
    {
        double[] terms = [.. logs];
        double greatest = terms.Max();
        return greatest + Math.Log(terms.Sum(term => Math.Exp(term - greatest)));
    }
}
