using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// A guide of all kinds: z of three values enumerated, given it d ~ Bernoulli(σ(a_z)) drawn with a score-function gradient and x ~ N(m_z, 1) with a pathwise one. The
/// model: z ~ (0.2, 0.3, 0.5), d ~ Bernoulli(0.3), x ~ N(0, 2²), y = 1.4 ~ N(x + d + b_z, 1).
/// </summary>
internal static class MixedDraws
{
    public static readonly double[] Prior = [0.2, 0.3, 0.5], Shift = [-1, 0.5, 2], Logits = [0.3, -0.2, 0.6], Coin = [0.4, -0.7, 1.2], Mean = [0.5, -0.3, 0.9];

    private const double Y = 1.4;

    public static void Model()
    {
        Tensor z = Sample("z", new Categorical(torch.tensor(Prior)));
        Tensor d = Sample("d", new Bernoulli(0.3)), x = Sample("x", new Normal(0, 2));
        Sample("y", new Normal(x + d + torch.tensor(Shift)[z], 1), obs: torch.tensor(Y));
    }

    public static void Guide() => Guide(new SiteOptions { Enumeration = Enumeration.Drawn });

    public static void Guide(SiteOptions coin)
    {
        Tensor z = Sample("z", Categorical.FromLogits(Param("l", Logits)));
        Sample("d", Bernoulli.FromLogits(Param("a", Coin)[z]), options: coin);
        Sample("x", new Normal(Param("m", Mean)[z], 1));
    }

    /// <summary>log q(d, x | z) - log p(z, d, x, y).</summary>
    public static double CostAfter(int z, double d, double x) =>
        LogBernoulli(d, Chance(z)) + LogNormal(x - Mean[z], 1) - Math.Log(Prior[z]) - LogBernoulli(d, 0.3) - LogNormal(x, 2) - LogNormal(Error(z, d, x), 1);

    public static double Error(int z, double d, double x) => Y - x - d - Shift[z];

    /// <summary>σ(a_z).</summary>
    public static double Chance(int z) => 1 / (1 + Math.Exp(-Coin[z]));

    /// <summary>q(z).</summary>
    public static double Weight(int z) => Math.Exp(Logits[z]) / Logits.Sum(Math.Exp);

    /// <summary>E[log q(d, x | z) - log p(z, d, x, y) | z] with both integrated out.</summary>
    public static double ExpectedCostAfter(int z) => Enumerable.Range(0, 2).Sum(d =>
    {
        // The variance of x adds 1 / (2 · 2²) and 1 / 2 to the two squares that it is in, and its entropy takes 1 / 2.
        double atMean = CostAfter(z, d, Mean[z]) - 0.5 + 0.125 + 0.5;
        return (d == 1 ? Chance(z) : 1 - Chance(z)) * atMean;
    });

    public static double ExactLoss => Enumerable.Range(0, 3).Sum(z => Weight(z) * (Math.Log(Weight(z)) + ExpectedCostAfter(z)));

    /// <summary>∂/∂l_z: q(z) (c_z - Σ q c).</summary>
    public static double ExactLogitGradient(int z) => Weight(z) * (Math.Log(Weight(z)) + ExpectedCostAfter(z) - ExactLoss);

    /// <summary>∂/∂a_z: q(z) σ (1 - σ) times the difference of the costs of both sides.</summary>
    public static double ExactCoinGradient(int z)
    {
        double Cost(int d) => CostAfter(z, d, Mean[z]);
        return Weight(z) * Chance(z) * (1 - Chance(z)) * (Cost(1) - Cost(0));
    }

    /// <summary>∂/∂m_z.</summary>
    public static double ExactMeanGradient(int z) =>
        Weight(z) * ((Mean[z] / 4) - (Chance(z) * Error(z, 1, Mean[z])) - ((1 - Chance(z)) * Error(z, 0, Mean[z])));

    private static double LogBernoulli(double value, double probability) => Math.Log(value == 1 ? probability : 1 - probability);

    private static double LogNormal(double error, double scale) => (-0.5 * error * error / (scale * scale)) - Math.Log(scale) - (0.5 * Math.Log(2 * Math.PI));
}
