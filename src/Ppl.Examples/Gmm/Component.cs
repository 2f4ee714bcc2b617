using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>A normal distribution of points and its weight in a mixture.</summary>
internal sealed class Component
{
    private readonly double[,] whitening;
    private readonly double logFactor;

    /// <summary>A component of a symmetric covariance.</summary>
    /// <exception cref="ArgumentException">The covariance is not positive definite.</exception>
    public Component(double weight, Vector<double> mean, Matrix<double> covariance)
    {
        (Weight, Mean, Covariance) = (weight, mean, covariance);
        Matrix<double> factor = covariance.Cholesky().Factor;
        whitening = factor.Inverse().ToArray();
        logFactor = -0.5 * mean.Count * Math.Log(2 * Math.PI) - factor.Diagonal().PointwiseLog().Sum();
    }

    /// <summary>What a point counts for; the weights of a mixture sum to 1.</summary>
    public double Weight { get; }

    public Vector<double> Mean { get; }

    public Matrix<double> Covariance { get; }

    /// <summary>log(weight · Normal(x; mean, covariance)).</summary>
    public double LogWeighted(double[] x) => Math.Log(Weight) + LogDensity(x);

    /// <summary>log Normal(x; mean, covariance).</summary>
    public double LogDensity(double[] x)
    {
        double squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double whitened = 0;
            for (int j = 0; j <= i; j++) whitened += whitening[i, j] * (x[j] - Mean[j]);
            squares += whitened * whitened;
        }
        return logFactor - 0.5 * squares;
    }

    /// <summary>The component of the points centre + scale · x, x one of this component's.</summary>
    public Component Shifted(double[] centre, double[] scale)
    {
        var factors = Matrix<double>.Build.DenseOfDiagonalArray(scale);
        return new Component(Weight, factors * Mean + Vector<double>.Build.Dense(centre), factors * Covariance * factors);
    }
}
