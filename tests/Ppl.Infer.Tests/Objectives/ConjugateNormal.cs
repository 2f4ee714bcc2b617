using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// The model whose every number is known: z ~ N(0, 2²), y_i ~ N(z, 1), with the guide z ~ N(m, s²).
/// </summary>
internal static class ConjugateNormal
{
    public const double PriorScale = 2;

    public static readonly double[] Data = [0.3, 1.7, 2.2, -0.4, 1.1];

    /// <summary>1/σ₀² + n.</summary>
    public static double PosteriorPrecision { get; } = (1 / (PriorScale * PriorScale)) + Data.Length;

    public static double PosteriorMean { get; } = Data.Sum() / PosteriorPrecision;

    public static double PosteriorScale { get; } = 1 / Math.Sqrt(PosteriorPrecision);

    public static void Model()
    {
        Tensor z = Sample("z", new Normal(0, PriorScale));
        using Plate rows = Plate("rows", Data.Length);
        Sample("y", new Normal(z, 1), obs: torch.tensor(Data));
    }

    public static void Guide(double m, double s) => Sample("z", new Normal(Param("m", m), Param("s", s, Constraints.Positive)));

    /// <summary>E_q[log p(z) + log p(y | z)] + H(q), in closed form.</summary>
    public static double ExactElbo(double m, double s)
    {
        double prior = -(HalfLogTwoPi + Math.Log(PriorScale)) - (((m * m) + (s * s)) / (2 * PriorScale * PriorScale));
        double likelihood = Data.Sum(y => -HalfLogTwoPi - ((((y - m) * (y - m)) + (s * s)) / 2));
        return prior + likelihood + Math.Log(s) + HalfLogTwoPi + 0.5;
    }

    /// <summary>log p(y): the bound with the posterior itself for a guide.</summary>
    public static double LogEvidence => ExactElbo(PosteriorMean, PosteriorScale);

    /// <summary>∂ log p(z, y) / ∂z.</summary>
    public static double Score(double z) => (-z / (PriorScale * PriorScale)) + Data.Sum(y => y - z);

    private static double HalfLogTwoPi => Math.Log(2 * Math.PI) / 2;
}
