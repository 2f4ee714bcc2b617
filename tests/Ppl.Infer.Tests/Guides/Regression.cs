using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>y_i ~ N(a + b x_i, 1) with a, b ~ N(0, 2²): the posterior is normal, its two numbers correlated.</summary>
internal static class Regression
{
    private const double PriorVariance = 4;

    private static readonly double[] X = [0.5, 1, 1.5, 2, 2.5, 3];

    private static readonly double[] Y = [1.4, 1.1, 2.3, 2.9, 2.2, 3.8];

    private static double Determinant => (A * D) - (B * B);

    private static double A => (1 / PriorVariance) + X.Length;

    private static double B => X.Sum();

    private static double D => (1 / PriorVariance) + X.Sum(x => x * x);

    private static (double A, double B) Score => (Y.Sum(), X.Zip(Y, (x, y) => x * y).Sum());

    public static double[] Mean => [((D * Score.A) - (B * Score.B)) / Determinant, ((A * Score.B) - (B * Score.A)) / Determinant];

    public static double[] Sd => [Math.Sqrt(D / Determinant), Math.Sqrt(A / Determinant)];

    /// <summary>log N(y; 0, I + X Σ X'), by the determinant lemma and Woodbury's identity.</summary>
    public static double LogEvidence =>
        (-X.Length * Math.Log(2 * Math.PI) / 2) - (Math.Log(PriorVariance * PriorVariance * Determinant) / 2)
        - ((Y.Sum(y => y * y) - (Mean[0] * Score.A) - (Mean[1] * Score.B)) / 2);

    public static void Model(int _)
    {
        Tensor a = Sample("a", new Normal(0, Math.Sqrt(PriorVariance))), b = Sample("b", new Normal(0, Math.Sqrt(PriorVariance)));
        using Plate rows = Plate("rows", X.Length);
        Sample("y", new Normal(a + (b * torch.tensor(X)), 1), obs: torch.tensor(Y));
    }
}
