using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ppl.Examples;

/// <summary>
/// The exact posterior of a linear regression with variance ~ InverseGamma(a, b), w ~ Normal(0, s √variance) each and y ~ Normal(X w, √variance): again of that
/// family, with precision Λ = X'X + I/s² and mean m = Λ⁻¹ X'y of w, in units of the variance, a + n/2, and b + (y'y - m'Λm)/2 (Bishop 2006, exercises 3.12, 3.13).
/// </summary>
internal sealed class NormalInverseGamma
{
    public NormalInverseGamma(RegressionTable table, double shape, double rate, double scale)
    {
        int n = table.Rows, columns = table.Columns;
        Matrix<double> x = Matrix<double>.Build.DenseOfArray(table.Inputs);
        Vector<double> y = Vector<double>.Build.DenseOfArray(table.Targets);
        Matrix<double> precision = x.TransposeThisAndMultiply(x) + Matrix<double>.Build.DenseIdentity(columns) / (scale * scale);
        Cholesky<double> factor = precision.Cholesky();
        Vector<double> mean = factor.Solve(x.TransposeThisAndMultiply(y));
        Shape = shape + 0.5 * n;
        Rate = rate + 0.5 * (y.DotProduct(y) - mean.DotProduct(precision * mean));
        Vector<double> variances = factor.Solve(Matrix<double>.Build.DenseIdentity(columns)).Diagonal() * (Rate / (Shape - 1));
        Coefficients = new([.. mean], [.. variances.Select(Math.Sqrt)]);
        LogEvidence = -0.5 * n * Math.Log(2 * Math.PI) - columns * Math.Log(scale) - 0.5 * factor.DeterminantLn
            + shape * Math.Log(rate) - Shape * Math.Log(Rate) + SpecialFunctions.GammaLn(Shape) - SpecialFunctions.GammaLn(shape);
    }

    /// <summary>Of the variance's inverse gamma distribution.</summary>
    public double Shape { get; }

    /// <summary>Of the same.</summary>
    public double Rate { get; }

    /// <summary>Means and standard deviations of w, whose elements are Student's t by themselves.</summary>
    public Coefficients Coefficients { get; }

    /// <summary>log p(y), in nats.</summary>
    public double LogEvidence { get; }
}
