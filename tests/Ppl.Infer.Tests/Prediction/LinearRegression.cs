using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// y_i ~ N(a + b x_i, 1), a and b ~ N(0, 2²) apart: the posterior is normal, with precision Λ = I/4 + XᵀX and mean Λ⁻¹Xᵀy.
/// </summary>
internal static class LinearRegression
{
    public static readonly double[] X = [-1.5, -0.5, 0.2, 0.9, 1.4, 2.5];

    private static readonly double[] Y = [-2.1, 0.4, 1.3, 2.2, 4.6, 5.9];

    private static double N => X.Length + 0.25;

    private static double Sx => X.Sum();

    private static double Sxx => X.Sum(x => x * x) + 0.25;

    private static double Determinant => (N * Sxx) - (Sx * Sx);

    public static double MeanA => ((Sxx * Y.Sum()) - (Sx * Sxy)) / Determinant;

    public static double MeanB => ((N * Sxy) - (Sx * Y.Sum())) / Determinant;

    public static double VarianceA => Sxx / Determinant;

    public static double VarianceB => N / Determinant;

    public static double Covariance => -Sx / Determinant;

    private static double Sxy => X.Zip(Y).Sum(pair => pair.First * pair.Second);

    /// <summary>log p(y) = log N(y; 0, I + 4 XXᵀ), by the determinant lemma and the residual at the posterior mean.</summary>
    public static double LogEvidence =>
        (-Y.Length / 2.0 * Math.Log(2 * Math.PI)) - (0.5 * Math.Log(Determinant * 16)) -
        (0.5 * (Y.Sum(y => y * y) - (MeanA * Y.Sum()) - (MeanB * Sxy)));

    public static (Tensor X, Tensor? Y) Training => (torch.tensor(X), torch.tensor(Y));

    public static (Tensor X, Tensor? Y) At(params double[] x) => (torch.tensor(x), null);

    /// <summary>With y it observes, without it predicts.</summary>
    public static void Model((Tensor X, Tensor? Y) data)
    {
        Tensor a = Sample("a", new Normal(torch.zeros([], torch.float64), 2));
        Tensor b = Sample("b", new Normal(torch.zeros([], torch.float64), 2));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Tensor line = Deterministic("line", a + (b * data.X));
        Sample("y", new Normal(line, 1), obs: data.Y);
    }

    /// <summary>The exact posterior: a, then b given a.</summary>
    public static void Posterior((Tensor X, Tensor? Y) data)
    {
        double slope = Covariance / VarianceA;
        Tensor a = Sample("a", new Normal(torch.tensor(MeanA), Math.Sqrt(VarianceA)));
        Sample("b", new Normal(MeanB + (slope * (a - MeanA)), Math.Sqrt(VarianceB - (slope * Covariance))));
    }
}
