using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// The conjugate distribution of a normal distribution's mean and precision matrix, Normal(mu; m, (beta Λ)⁻¹) Wishart(Λ; W, nu); in one dimension that of
/// Λ is Gamma(nu / 2, rate 1 / (2 W)).
/// </summary>
/// <param name="Mean">m.</param>
/// <param name="Beta">How many points the mean is worth.</param>
/// <param name="Scatter">W⁻¹.</param>
/// <param name="Freedom">nu, above the number of dimensions less one.</param>
internal sealed record NormalWishart(Vector<double> Mean, double Beta, Matrix<double> Scatter, double Freedom)
{
    private int Dimensions => Mean.Count;

    /// <summary>E[Λ]⁻¹, the covariance that stands for the distribution in a step of expectation.</summary>
    public Matrix<double> TypicalCovariance => Scatter / Freedom;

    /// <summary>E[Λ⁻¹]; it needs nu > D + 1.</summary>
    public Matrix<double> MeanCovariance => Scatter / (Freedom - Dimensions - 1);

    /// <summary>The standard deviations of mu, which has a t distribution.</summary>
    public Vector<double> MeanDeviations => (MeanCovariance.Diagonal() / Beta).PointwiseSqrt();

    /// <summary>The standard deviations of the variances, each of which has an inverse gamma distribution; they need nu > D + 3.</summary>
    public Vector<double> VarianceDeviations => MeanCovariance.Diagonal() / Math.Sqrt((Freedom - Dimensions + 1) / 2 - 2);

    /// <summary>E[log det Λ] (Bishop 2006, eq. 10.65).</summary>
    public double MeanLogDeterminant =>
        Enumerable.Range(0, Dimensions).Sum(i => SpecialFunctions.DiGamma((Freedom - i) / 2)) + Dimensions * Math.Log(2) - LogDeterminant;

    /// <summary>log ∫ of the density without its constant: a ratio of two of these is an evidence.</summary>
    public double LogNormalizer =>
        0.5 * Dimensions * Math.Log(2 * Math.PI / Beta) + 0.5 * Freedom * (Dimensions * Math.Log(2) - LogDeterminant)
        + Dimensions * (Dimensions - 1) / 4.0 * Math.Log(Math.PI) + Enumerable.Range(0, Dimensions).Sum(i => SpecialFunctions.GammaLn((Freedom - i) / 2));

    private double LogDeterminant => 2 * Scatter.Cholesky().Factor.Diagonal().PointwiseLog().Sum();

    /// <summary>The posterior given so many points of that mean and covariance (Bishop 2006, eq. 10.60 to 10.63).</summary>
    public NormalWishart Given(double count, Vector<double> mean, Matrix<double> covariance)
    {
        if (count == 0) return this;
        double beta = Beta + count;
        Vector<double> offset = mean - Mean;
        return new NormalWishart((Beta * Mean + count * mean) / beta, beta,
            Scatter + count * covariance + Beta * count / beta * offset.OuterProduct(offset), Freedom + count);
    }
}
