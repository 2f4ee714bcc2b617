using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Distributions;

public sealed partial class CAR
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
        using TensorScope scope = TensorScope.Begin();
        Matrix<double> weights = Matrix<double>.Build.DenseOfRowMajor(count, count, TensorText.ToDoubles(adjacency.ToTensor()));
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
    public override bool IsReparameterized => true;

    /// <summary>μ + L'⁻¹ ε / √τ, ε ~ N(0, 1), L L' = D - α W.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor noise = rng.Randn(DrawShape(sampleShape), Correlation, ConditionalPrecision, Loc);
        Tensor spread = torch.linalg.solve_triangular(Factor(noise).mT, noise.unsqueeze(-1), upper: true).squeeze(-1);
        return Loc + spread / ConditionalPrecision.Sqrt().WithLastDims(1);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new CAR(Loc.Gather(index, BatchShape, eventDim: 1),
        Correlation.Gather(index, BatchShape), ConditionalPrecision.Gather(index, BatchShape), Adjacency).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of (D - α W)⁻¹ / τ.</summary>
    /// <inheritdoc/>
    public override Tensor Variance =>
        Stretch(Cholesky.Inverse(Factor(Correlation.ToTensor())).square().sum(dim: -2) / ConditionalPrecision.WithLastDims(1), BatchShape + EventShape);

    /// <summary>The Cholesky factor of D - α W.</summary>
    private Tensor Factor(Tensor like) => torch.linalg.cholesky(rowSums.Like(like).diag_embed() - Correlation.WithLastDims(2) * Adjacency.Like(like));

    private static Shape Places(TensorLike loc, TensorLike adjacency)
    {
        Cholesky.CheckSquare(nameof(CAR), adjacency, nameof(adjacency));
        return adjacency.Shape.Rank == 2
            ? Vectors.EventShape(nameof(CAR), loc, adjacency.Shape)
            : throw Error.EventDoesNotFit(nameof(CAR), default, default, $"weights of shape {adjacency.Shape} are more than one matrix", "give one neighbourhood; it is not batched.");
    }
}
