using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Distributions;

/// <summary>
/// The conditional autoregressive distribution of numbers at n places, neighbours by the weights W (<see cref="Adjacency"/>): normal with mean μ (<see cref="Loc"/>) and precision
/// τ (D - α W), D the diagonal of the sums of W's rows, α the correlation (<see cref="Correlation"/>) and τ the <see cref="ConditionalPrecision"/>:
/// log p(x) = [n log τ + Σ log D_ii + Σ log(1 - α λ_i) - n log(2π) - τ (x - μ)' (D - α W) (x - μ)] / 2, λ the eigenvalues of D^(-1/2) W D^(-1/2).
/// </summary>
/// <remarks>Given its neighbours, a number has mean μ_i + α Σ_j W_ij (x_j - μ_j) / D_ii and precision τ D_ii. Jin, Carlin and Banerjee, Generalized hierarchical
/// multivariate CAR models for areal data (2005).</remarks>
public sealed partial class CAR : Distribution
{
    private readonly TensorLike rowSums;
    private readonly TensorLike eigenvalues;
    private readonly double logRowSums;

    /// <summary>The conditional autoregressive distribution over the places of one neighbourhood; all arguments but <paramref name="adjacency"/> are batched.</summary>
    /// <param name="loc">The mean μ, a vector or one number for all places.</param>
    /// <param name="correlation">The correlation α, between -1 and 1.</param>
    /// <param name="conditionalPrecision">The precision τ.</param>
    /// <param name="adjacency">A symmetric matrix of weights from 0 upwards: 1 where two places are neighbours, 0 elsewhere and on the diagonal. It is read once.</param>
    /// <exception cref="PplException">PPL018: an argument outside its range, weights that are not symmetric, or a place without a neighbour. PPL107: weights that are no square matrix.
    /// PPL101: the shapes do not broadcast.</exception>
    public CAR(TensorLike loc, TensorLike correlation, TensorLike conditionalPrecision, TensorLike adjacency)
        : base(Arguments.Join(nameof(CAR), Arguments.Of(loc, 1), Arguments.Of(correlation), Arguments.Of(conditionalPrecision)), Places(loc, adjacency))
    {
        Loc = Check.Real(nameof(CAR), loc);
        Correlation = Check.Correlation(nameof(CAR), correlation);
        ConditionalPrecision = Check.Positive(nameof(CAR), conditionalPrecision);
        Adjacency = Check.NonNegative(nameof(CAR), adjacency);
        Check.Symmetric(nameof(CAR), adjacency);

        int count = (int)EventShape[0];
        Matrix<double> weights = Matrix<double>.Build.DenseOfRowMajor(count, count, adjacency.ToDoubles());
        Vector<double> sums = weights.RowSums();
        Check.Positive(nameof(CAR), sums.ToArray(), "adjacency, summed over neighbours,");
        Matrix<double> normalised = Matrix<double>.Build.Dense(count, count, (i, j) => weights[i, j] / Math.Sqrt(sums[i] * sums[j]));
        rowSums = sums.ToArray();
        eigenvalues = normalised.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();
        logRowSums = sums.Sum(Math.Log);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The correlation α.</summary>
    public TensorLike Correlation { get; }

    /// <summary>The precision τ.</summary>
    public TensorLike ConditionalPrecision { get; }

    /// <summary>The weights W.</summary>
    public TensorLike Adjacency { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new CAR(Loc.Gather(index, BatchShape, eventDim: 1),
        Correlation.Gather(index, BatchShape), ConditionalPrecision.Gather(index, BatchShape), Adjacency).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * EventShape[0]);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc;
        Tensor own = (deviation.square() * rowSums).sum(dim: -1);
        Tensor shared = (Triangular.TimesVectors(Adjacency.Like(deviation), deviation) * deviation).sum(dim: -1);
        return -0.5 * ConditionalPrecision * (own - Correlation * shared) - LogNormalizer;
    }

    /// <summary>log √det(2πΣ).</summary>
    private TensorLike LogNormalizer => EventShape[0] * (Normal.HalfLogTwoPi - 0.5 * ConditionalPrecision.Log())
        - 0.5 * (Correlation.Apply(alpha => (1 - alpha.unsqueeze(-1) * eigenvalues).log().sum(dim: -1)) + logRowSums);

    private static Shape Places(TensorLike loc, TensorLike adjacency)
    {
        Cholesky.CheckSquare(nameof(CAR), adjacency, nameof(adjacency));
        return adjacency.Shape.Rank == 2
            ? Vectors.EventShape(nameof(CAR), loc, adjacency.Shape)
            : throw Error.EventDoesNotFit(nameof(CAR), default, default, $"weights of shape {adjacency.Shape} are more than one matrix", "give one neighbourhood; it is not batched.");
    }
}
