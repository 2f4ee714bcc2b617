using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Infer.Tests;

/// <summary>
/// The bound on a logistic regression's evidence that a guide N(m, L L') gives, without noise: with a = x'w ~ N(µ, s²), µ = x'm and s = ‖L'x‖, each row's
/// E[y a - log(1 + eᵃ)] is a Gauss-Hermite sum (Jaakkola and Jordan 2000 bound it; here it is exact to many digits).
/// </summary>
internal sealed class NormalBound(double[] x, double[] y, double prior)
{
    private const int Nodes = 40;

    private static readonly (double[] Points, double[] Weights) Hermite = GaussHermite();

    private readonly int rows = y.Length, size = x.Length / y.Length;

    /// <summary>The best bound of independent coefficients, and of any.</summary>
    public double Best(bool isFull)
    {
        double[] unit = [.. Enumerable.Range(0, size).Select(j => 1 / Math.Sqrt(Enumerable.Range(0, rows).Sum(i => x[(i * size) + j] * x[(i * size) + j])))];
        double[] start = new double[isFull ? size + (size * size) : 2 * size];
        Minimum minimum = new Lbfgs { GradientTolerance = 1e-5, MaxIterations = 5000 }.Minimize(
            (position, gradient) =>
            {
                (double[] mean, double[,] factor) = (new double[size], new double[size, size]);
                for (int j = 0; j < size; j++)
                {
                    mean[j] = unit[j] * position[j];
                    factor[j, j] = unit[j] * Math.Exp(position[At(j, j)]);
                    for (int k = 0; isFull && k < j; k++) factor[j, k] = unit[j] * position[At(j, k)];
                }
                (double bound, double[] byMean, double[,] byFactor) = Of(mean, factor);
                gradient.Clear();
                for (int j = 0; j < size; j++)
                {
                    gradient[j] = -unit[j] * byMean[j];
                    gradient[At(j, j)] = -factor[j, j] * byFactor[j, j];
                    for (int k = 0; isFull && k < j; k++) gradient[At(j, k)] = -unit[j] * byFactor[j, k];
                }
                return -bound;
            },
            start);
        Assert.That(minimum.GradientNorm, Is.LessThan(1e-3), "the best bound is found");
        return -minimum.Value;

        int At(int j, int k) => isFull ? size + (j * size) + k : size + j;
    }

    /// <summary>The bound, ∂/∂m and ∂/∂L.</summary>
    public (double Value, double[] ByMean, double[,] ByFactor) Of(double[] mean, double[,] factor)
    {
        double value = 0, precision = 1 / (prior * prior);
        (double[] byMean, double[,] byFactor) = (new double[size], new double[size, size]);
        for (int j = 0; j < size; j++)
        {
            value += Math.Log(factor[j, j] / prior) + 0.5 - (precision * mean[j] * mean[j] / 2);
            byMean[j] = -precision * mean[j];
            for (int k = 0; k <= j; k++)
            {
                value -= precision * factor[j, k] * factor[j, k] / 2;
                byFactor[j, k] = (j == k ? 1 / factor[j, j] : 0) - (precision * factor[j, k]);
            }
        }
        double[] along = new double[size];
        for (int i = 0; i < rows; i++) value += AddRow(i);
        return (value, byMean, byFactor);

        double AddRow(int i)
        {
            ReadOnlySpan<double> row = x.AsSpan(i * size, size);
            double location = 0, scale = 0, expected = 0, byLocation = 0, byScale = 0;
            for (int k = 0; k < size; k++)
            {
                location += row[k] * mean[k];
                along[k] = 0;
                for (int j = k; j < size; j++) along[k] += factor[j, k] * row[j];
                scale += along[k] * along[k];
            }
            scale = Math.Sqrt(scale);
            for (int n = 0; n < Nodes; n++)
            {
                double a = location + (scale * Hermite.Points[n]), e = Math.Exp(-Math.Abs(a)), p = a > 0 ? 1 / (1 + e) : e / (1 + e);
                expected += Hermite.Weights[n] * ((y[i] * a) - Math.Max(a, 0) - Math.Log(1 + e));
                byLocation += Hermite.Weights[n] * (y[i] - p);
                byScale += Hermite.Weights[n] * (y[i] - p) * Hermite.Points[n];
            }
            for (int j = 0; j < size; j++)
            {
                byMean[j] += byLocation * row[j];
                for (int k = 0; k <= j; k++) byFactor[j, k] += byScale * row[j] * along[k] / scale;
            }
            return expected;
        }
    }

    /// <summary>Σ w f(u) = E[f(u)], u ~ N(0, 1), for polynomials up to degree 2 · 40 - 1: points and weights from the Jacobi matrix (Golub and Welsch 1969).</summary>
    private static (double[] Points, double[] Weights) GaussHermite()
    {
        var jacobi = Matrix<double>.Build.Dense(Nodes, Nodes, (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j)) : 0);
        var eigen = jacobi.Evd(Symmetricity.Symmetric);
        return ([.. eigen.EigenValues.Select(value => value.Real)], [.. eigen.EigenVectors.Row(0).Select(first => first * first)]);
    }
}
