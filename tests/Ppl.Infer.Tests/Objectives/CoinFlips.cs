using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Discrete latents whose sums can be written out: in a plate, c_i ~ Bernoulli(0.3) and y_i ~ N(c_i, 1), with the guide
/// c_i ~ Bernoulli(σ(l_i)); the l_i are local parameters.
/// </summary>
internal static class CoinFlips
{
    private const double Prior = 0.3;

    public static readonly double[] Data = [2.5, -1, 0.2, 3];

    public static readonly double[] Logits = [0.4, -0.7, 0, 1.1];

    public static int Count => Data.Length;

    public static void Model(long? subsample)
    {
        using Plate rows = Plate("rows", Count, subsample);
        Tensor coin = Sample("c", new Bernoulli(Prior));
        Sample("y", new Normal(coin, 1), obs: rows.Subsample(torch.tensor(Data)));
    }

    public static void Guide(long? subsample)
    {
        using Plate rows = Plate("rows", Count, subsample);
        Sample("c", Bernoulli.FromLogits(Param("l", Logits, eventDim: 0)));
    }

    /// <summary>log q(c_i) - log p(c_i, y_i).</summary>
    public static double Loss(int i, double coin) =>
        LogBernoulli(coin, Probability(i)) - LogBernoulli(coin, Prior) + (((Data[i] - coin) * (Data[i] - coin)) / 2) + (Math.Log(2 * Math.PI) / 2);

    /// <summary>∂ log q(c_i) / ∂l_i = c_i - σ(l_i).</summary>
    public static double Score(int i, double coin) => coin - Probability(i);

    /// <summary>The negative bound, summed out.</summary>
    public static double ExactLoss => Enumerable.Range(0, Count).Sum(ExactLossOf);

    /// <summary>One element's part of it.</summary>
    public static double ExactLossOf(int i) => (Probability(i) * Loss(i, 1)) + ((1 - Probability(i)) * Loss(i, 0));

    /// <summary>∂/∂l_i of the negative bound, summed out: q(1) q(0) (loss(1) - loss(0)).</summary>
    public static double ExactGradient(int i) => Probability(i) * (1 - Probability(i)) * (Loss(i, 1) - Loss(i, 0));

    private static double Probability(int i) => 1 / (1 + Math.Exp(-Logits[i]));

    private static double LogBernoulli(double value, double probability) => Math.Log(value == 1 ? probability : 1 - probability);
}
