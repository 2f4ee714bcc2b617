namespace Ppl.Infer;

/// <summary>M⁻¹ = Σ = L Lᵀ.</summary>
internal sealed class DenseMetric : Metric
{
    private readonly double[] covariance, factor;    // row by row

    public DenseMetric(double[,] covariance) : base(covariance.GetLength(0))
    {
        int n = Dimension;
        if (covariance.GetLength(1) != n) throw new ArgumentException($"A matrix of {n} rows and {covariance.GetLength(1)} columns is no covariance.", nameof(covariance));
        (this.covariance, factor) = (new double[n * n], new double[n * n]);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) this.covariance[(i * n) + j] = covariance[Math.Max(i, j), Math.Min(i, j)];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = this.covariance[(i * n) + j] - Vectors.Dot(factor.AsSpan(i * n, j), factor.AsSpan(j * n, j));
                if (i == j && !(rest > 0 && double.IsFinite(rest))) throw new ArgumentException($"The matrix is not positive definite: its leading minor of order {i + 1} is not positive.", nameof(covariance));
                factor[(i * n) + j] = i == j ? Math.Sqrt(rest) : rest / factor[(j * n) + j];
            }
        }
    }

    public override double[,] Covariance()
    {
        var matrix = new double[Dimension, Dimension];
        Buffer.BlockCopy(covariance, 0, matrix, 0, covariance.Length * sizeof(double));
        return matrix;
    }

    internal override double[] Numbers() => [.. covariance];

    /// <summary>p = L⁻ᵀ z: its covariance is (L Lᵀ)⁻¹.</summary>
    internal override void DrawMomentum(Rng rng, Span<double> momentum)
    {
        int n = Dimension;
        rng.FillGaussian(momentum);
        for (int i = n - 1; i >= 0; i--)
        {
            momentum[i] /= factor[(i * n) + i];
            Vectors.Add(-momentum[i], factor.AsSpan(i * n, i), momentum[..i]);
        }
    }

    internal override void Velocity(ReadOnlySpan<double> momentum, Span<double> velocity)
    {
        for (int i = 0; i < Dimension; i++) velocity[i] = Vectors.Dot(covariance.AsSpan(i * Dimension, Dimension), momentum);
    }

    internal override void Kick(double c, ReadOnlySpan<double> gradient, ReadOnlySpan<double> momentum, Span<double> kicked, Span<double> velocity)
    {
        Vectors.Add(c, gradient, momentum, kicked);
        Velocity(kicked, velocity);
    }

    /// <summary>L z, from the last row up, so that it needs no room beside the result.</summary>
    internal override void DrawStep(Rng rng, Span<double> step)
    {
        rng.FillGaussian(step);
        for (int i = Dimension - 1; i >= 0; i--) step[i] = Vectors.Dot(factor.AsSpan(i * Dimension, i + 1), step[..(i + 1)]);
    }
}
