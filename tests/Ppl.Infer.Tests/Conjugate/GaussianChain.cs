using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// z₁ ~ N(0, 1), z_i ~ N(z_(i-1), 1), y_i ~ N(z_i, 1): the posterior has a precision of three diagonals, and each z_i given all before it hangs on z_(i-1)
/// alone.
/// </summary>
internal static class GaussianChain
{
    private static readonly double[] Y = [0.8, -0.4, 1.9];

    public static ConjugateSystem System { get; } = Make();

    private static ConjugateSystem Make()
    {
        (double[] mean, double[] sd, double logEvidence) = Smoother();
        return new ConjugateSystem("Gaussian chain", Model, mean, sd, logEvidence,
        [
            new ExactGuide(nameof(AutoStructured<int>), () => (new AutoStructured<int>(Model, new Dictionary<string, string[]> { ["z1"] = ["z0"], ["z2"] = ["z1"] }), Moments), Steps: 1000),
            ExactGuide.Automatic(() => new AutoMultivariateNormal<int>(Model), steps: 1000),
            ExactGuide.Automatic(() => new AutoLowRankNormal<int>(Model, rank: 2), steps: 1500),
        ]);
    }

    private static void Model(int _)
    {
        Tensor z = torch.zeros([], torch.float64);
        for (int i = 0; i < Y.Length; i++)
        {
            z = Sample($"z{i}", new Normal(z, 1));
            Sample($"y{i}", new Normal(z, 1), obs: torch.tensor(Y[i], torch.float64));
        }
    }

    /// <summary>The structured guide's own moments, along the chain.</summary>
    private static (double[] Mean, double[] Sd) Moments(ParamStore parameters)
    {
        double[] mean = new double[Y.Length], sd = new double[Y.Length];
        for (int i = 0; i < Y.Length; i++)
        {
            double slope = i == 0 ? 0 : Numbers.Of(parameters, $"z{i}.on.z{i - 1}"), noise = Numbers.Of(parameters, $"z{i}.scale");
            mean[i] = Numbers.Of(parameters, $"z{i}.loc") + (i == 0 ? 0 : slope * mean[i - 1]);
            sd[i] = Math.Sqrt((noise * noise) + (i == 0 ? 0 : slope * slope * sd[i - 1] * sd[i - 1]));
        }
        return (mean, sd);
    }

    /// <summary>Kalman's filter and the smoother of Rauch, Tung and Striebel.</summary>
    private static (double[] Mean, double[] Sd, double LogEvidence) Smoother()
    {
        int last = Y.Length - 1;
        double[] m = new double[Y.Length], v = new double[Y.Length], mean = new double[Y.Length], variance = new double[Y.Length];
        double logEvidence = 0;
        for (int i = 0; i <= last; i++)
        {
            double priorMean = i == 0 ? 0 : m[i - 1], prior = i == 0 ? 1 : v[i - 1] + 1, total = prior + 1;
            logEvidence -= 0.5 * (Math.Log(2 * Math.PI * total) + ((Y[i] - priorMean) * (Y[i] - priorMean) / total));
            m[i] = priorMean + (prior / total * (Y[i] - priorMean));
            v[i] = prior / total;
        }
        (mean[last], variance[last]) = (m[last], v[last]);
        for (int i = last - 1; i >= 0; i--)
        {
            double gain = v[i] / (v[i] + 1);
            mean[i] = m[i] + (gain * (mean[i + 1] - m[i]));
            variance[i] = v[i] + (gain * gain * (variance[i + 1] - v[i] - 1));
        }
        return (mean, [.. variance.Select(Math.Sqrt)], logEvidence);
    }
}
