namespace Ppl.Infer;

/// <summary>
/// The kinetic energy of Hamiltonian dynamics, ½ pᵀ M⁻¹ p: momenta are drawn from N(0, M), and move a position with velocity M⁻¹ p. The nearer M⁻¹ is to the
/// target's covariance, the rounder the target looks (Neal 2011, section 4.1). Immutable: one serves many threads.
/// </summary>
public abstract class Metric
{
    private protected Metric(int dimension) => Dimension = dimension;

    /// <summary>n: how many numbers a position has.</summary>
    public int Dimension { get; }

    /// <summary>M = I.</summary>
    public static Metric Unit(int dimension)
    {
        double[] ones = new double[dimension];
        Array.Fill(ones, 1);
        return new DiagonalMetric(ones);
    }

    /// <summary>M⁻¹ a diagonal matrix.</summary>
    /// <param name="variances">M⁻¹'s diagonal, such as the variances of the target's numbers.</param>
    /// <exception cref="ArgumentException">A variance is not positive and finite.</exception>
    public static Metric Diagonal(params ReadOnlySpan<double> variances) => new DiagonalMetric(variances.ToArray());

    /// <summary>M⁻¹ any positive-definite matrix.</summary>
    /// <param name="covariance">M⁻¹, such as the covariance of the target's numbers; of which the lower triangle is read.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or not positive definite.</exception>
    public static Metric Dense(double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        return new DenseMetric(covariance);
    }

    /// <summary>M⁻¹.</summary>
    public abstract double[,] Covariance();

    /// <summary>The numbers that it is made of: variances, or M⁻¹ row by row.</summary>
    internal abstract double[] Numbers();

    /// <summary>The metric of <see cref="Numbers"/>.</summary>
    /// <exception cref="ArgumentException">The numbers make none.</exception>
    internal static Metric Of(double[] numbers, int dimension)
    {
        if (numbers.Length == dimension) return new DiagonalMetric(numbers);
        if (numbers.Length != dimension * dimension) throw new ArgumentException($"{numbers.Length} numbers are no metric of {dimension}.", nameof(numbers));
        var matrix = new double[dimension, dimension];
        Buffer.BlockCopy(numbers, 0, matrix, 0, numbers.Length * sizeof(double));
        return new DenseMetric(matrix);
    }

    /// <summary>Draws p ~ N(0, M).</summary>
    internal abstract void DrawMomentum(Rng rng, Span<double> momentum);

    /// <summary>v = M⁻¹ p.</summary>
    internal abstract void Velocity(ReadOnlySpan<double> momentum, Span<double> velocity);

    /// <summary>p' = p + c g, and v = M⁻¹ p'.</summary>
    /// <param name="c">For how long the force acts.</param>
    /// <param name="gradient">g.</param>
    /// <param name="momentum">p.</param>
    /// <param name="kicked">To be filled with p'; may be p itself.</param>
    /// <param name="velocity">To be filled with v.</param>
    internal abstract void Kick(double c, ReadOnlySpan<double> gradient, ReadOnlySpan<double> momentum, Span<double> kicked, Span<double> velocity);

    /// <summary>Draws x ~ N(0, M⁻¹).</summary>
    internal abstract void DrawStep(Rng rng, Span<double> step);
}
