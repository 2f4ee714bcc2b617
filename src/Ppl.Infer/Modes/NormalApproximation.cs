using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Infer;

/// <summary>
/// A normal distribution that stands for a density in unconstrained space: x = μ + D (u + Q (L - I) Qᵀ u) for u ~ N(0, I), D diagonal, L a Cholesky factor over the k orthonormal columns of Q. Its
/// covariance is D (I + Q (L Lᵀ - I) Qᵀ) D: a draw costs k n, and n² where Q is the identity. Immutable: one serves many threads.
/// </summary>
public sealed class NormalApproximation
{
    private readonly double[] mean, scales, factor;    // L row by row
    private readonly double[][]? basis;                // the columns of Q; null: the identity
    private readonly double logDeterminant;

    /// <param name="mean">μ.</param>
    /// <param name="scales">D: positive.</param>
    /// <param name="factor">L.</param>
    /// <param name="basis">The columns of Q, orthonormal; the identity when null.</param>
    internal NormalApproximation(double[] mean, double[] scales, Matrix<double> factor, double[][]? basis = null)
    {
        (this.mean, this.scales, this.factor, this.basis) = (mean, scales, factor.ToRowMajorArray(), basis);
        logDeterminant = scales.Sum(Math.Log) + factor.Diagonal().Sum(Math.Log);
    }

    /// <summary>n: how many numbers a position has.</summary>
    public int Dimension => mean.Length;

    /// <summary>μ.</summary>
    public ReadOnlySpan<double> Mean => mean;

    private int Rank => basis is null ? Dimension : basis.Length;

    /// <summary>Σ.</summary>
    public double[,] Covariance()
    {
        int n = Dimension;
        double[][] columns = new double[n][];
        for (int i = 0; i < n; i++)
        {
            columns[i] = new double[n];
            columns[i][i] = 1;
            Stretch(columns[i]);
        }
        var covariance = new double[n, n];
        for (int k = 0; k < n; k++)
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) covariance[i, j] += columns[k][i] * columns[k][j];
        return covariance;
    }

    /// <summary>log N(x; μ, Σ), in nats.</summary>
    /// <param name="position">x: n numbers.</param>
    /// <exception cref="ArgumentException">There are not n numbers.</exception>
    public double LogDensity(ReadOnlySpan<double> position)
    {
        if (position.Length != Dimension) throw new ArgumentException($"{position.Length} numbers, and the distribution has {Dimension}.", nameof(position));
        double[] rest = new double[Dimension];
        for (int i = 0; i < rest.Length; i++) rest[i] = (position[i] - mean[i]) / scales[i];
        double[] inBasis = InBasis(rest);
        double square = Vectors.Dot(rest, rest) - Vectors.Dot(inBasis, inBasis);    // of what Q does not reach
        for (int i = 0; i < inBasis.Length; i++)
        {
            inBasis[i] = (inBasis[i] - Vectors.Dot(factor.AsSpan(i * Rank, i), inBasis.AsSpan(0, i))) / factor[(i * Rank) + i];
            square += inBasis[i] * inBasis[i];
        }
        return LogDensityAt(square);
    }

    /// <summary>Draws x.</summary>
    /// <param name="rng">The source of the draw; the caller's.</param>
    /// <param name="position">To be filled with x.</param>
    /// <returns>log N(x; μ, Σ).</returns>
    /// <exception cref="ArgumentException">There is no room for n numbers.</exception>
    public double Draw(Rng rng, Span<double> position)
    {
        ArgumentNullException.ThrowIfNull(rng);
        if (position.Length != Dimension) throw new ArgumentException($"Room for {position.Length} numbers, and the distribution has {Dimension}.", nameof(position));
        rng.FillGaussian(position);
        double square = Vectors.Dot(position, position);
        Stretch(position);
        Vectors.Add(1, mean, position);
        return LogDensityAt(square);
    }

    private double LogDensityAt(double square) => (-0.5 * ((Dimension * Math.Log(2 * Math.PI)) + square)) - logDeterminant;

    /// <summary>u becomes D (u + Q (L - I) Qᵀ u).</summary>
    private void Stretch(Span<double> u)
    {
        double[] inBasis = InBasis(u);
        for (int i = Rank - 1; i >= 0; i--)    // from below, so that what a row needs is still there
        {
            double change = Vectors.Dot(factor.AsSpan(i * Rank, i + 1), inBasis.AsSpan(0, i + 1)) - inBasis[i];
            if (basis is null) u[i] += change;
            else Vectors.Add(change, basis[i], u);
        }
        for (int i = 0; i < u.Length; i++) u[i] *= scales[i];
    }

    /// <summary>Qᵀ x.</summary>
    private double[] InBasis(ReadOnlySpan<double> x)
    {
        if (basis is null) return x.ToArray();
        double[] products = new double[Rank];
        for (int i = 0; i < products.Length; i++) products[i] = Vectors.Dot(basis[i], x);
        return products;
    }
}
