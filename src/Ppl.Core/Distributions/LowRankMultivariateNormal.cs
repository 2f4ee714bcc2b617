namespace Ppl.Distributions;

/// <summary>
/// The normal distribution of vectors of K numbers with mean μ (<see cref="Loc"/>) and covariance Σ = W W' + D, W of K rows and few columns
/// (<see cref="CovFactor"/>), D diagonal (<see cref="CovDiag"/>): log p(x) = -(x - μ)' Σ⁻¹ (x - μ) / 2 - log det(Σ) / 2 - K log(2π) / 2.
/// </summary>
/// <remarks>
/// The usual forms of Woodbury's identity and of the determinant lemma subtract large numbers, and square the condition of V = D^(-1/2) W.
/// Here the squared distance is the least value of |z - V y|² + |y|² over y, z = D^(-1/2) (x - μ): a sum of squares, in which an error of y counts
/// only squared. Both y and the determinant come from the QR decomposition of V above the identity.
/// </remarks>
public sealed partial class LowRankMultivariateNormal : Distribution, IGaussian
{
    /// <summary>The normal distribution with mean <paramref name="loc"/> and covariance W W' + D, W = <paramref name="covFactor"/>, D of diagonal <paramref name="covDiag"/>; all are batched.</summary>
    /// <exception cref="PplException">PPL018: the diagonal is not positive, or an argument is not finite. PPL107: the arguments have other numbers of rows.
    /// PPL101: the shapes do not broadcast.</exception>
    public LowRankMultivariateNormal(TensorLike loc, TensorLike covFactor, TensorLike covDiag)
        : base(Arguments.Join(nameof(LowRankMultivariateNormal), Arguments.Of(loc, 1), Arguments.Of(covDiag, 1), Arguments.Of(covFactor) with { Batch = FactorShape(covFactor).DropLast(2) }), Vectors.EventShape(nameof(LowRankMultivariateNormal), loc, covFactor.Shape))
    {
        if (covDiag.Shape.Rank < 1 || covDiag.Shape.Last(1) != EventShape)
            throw Error.EventDoesNotFit(nameof(LowRankMultivariateNormal), BatchShape, EventShape, $"a diagonal of shape {covDiag.Shape} does not fit a factor of shape {covFactor.Shape}",
                "give the diagonal as many numbers as the factor has rows.");
        Loc = Check.Real(nameof(LowRankMultivariateNormal), loc);
        CovFactor = Check.Real(nameof(LowRankMultivariateNormal), covFactor);
        CovDiag = Check.Positive(nameof(LowRankMultivariateNormal), covDiag);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The factor W.</summary>
    public TensorLike CovFactor { get; }

    /// <summary>The diagonal of D.</summary>
    public TensorLike CovDiag { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    TensorLike IGaussian.LogNormalizer => LogNormalizer(Whitened(CovFactor.ToTensor()).Triangle, CovDiag);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new LowRankMultivariateNormal(
        Loc.Gather(index, BatchShape, eventDim: 1), CovFactor.Gather(index, BatchShape, eventDim: 2), CovDiag.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(((IGaussian)this).LogNormalizer + 0.5 * EventShape[0]);

    /// <summary>(W, D^(1/2)).</summary>
    Tensor IGaussian.Factor()
    {
        Tensor factor = CovFactor.ToTensor(), diagonal = CovDiag.Sqrt().Beside(factor).diag_embed();
        Shape batch = Shape.Broadcast(Shape.Of(factor).DropLast(2), Shape.Of(diagonal).DropLast(2));
        return torch.cat([Stretch(factor, batch + Shape.Of(factor).Last(2)), Stretch(diagonal, batch + Shape.Of(diagonal).Last(2))], -1);
    }

    Tensor IGaussian.SquaredDistance(Tensor deviation) => SquaredDistance(deviation, Whitened(deviation));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc;
        (Tensor Factor, Tensor Solver, Tensor Triangle) whitened = Whitened(deviation);
        return -0.5 * SquaredDistance(deviation, whitened) - LogNormalizer(whitened.Triangle, CovDiag);
    }

    /// <summary>V, the matrix that takes z to y, and the triangle R of the decomposition, R' R = I + V' V.</summary>
    private (Tensor Factor, Tensor Solver, Tensor Triangle) Whitened(Tensor like)
    {
        Tensor factor = CovFactor.Like(like) / CovDiag.Sqrt().Like(like).unsqueeze(-1);
        Tensor identity = torch.ones_like(factor.narrow(-2, 0, 1).squeeze(-2)).diag_embed();
        (Tensor basis, Tensor triangle) = torch.linalg.qr(torch.cat([factor, identity], -2));
        Tensor solver = torch.linalg.solve_triangular(triangle, basis.narrow(-2, 0, EventShape[0]).mT, upper: true);
        return (factor, solver, triangle);
    }

    private Tensor SquaredDistance(Tensor deviation, (Tensor Factor, Tensor Solver, Tensor Triangle) whitened)
    {
        Tensor z = (deviation / CovDiag.Sqrt().Like(deviation)).unsqueeze(-2), y = z.matmul(whitened.Solver.mT);
        return Triangular.SquaredNorm(z - y.matmul(whitened.Factor.mT)) + Triangular.SquaredNorm(y);
    }

    private TensorLike LogNormalizer(Tensor triangle, TensorLike diagonal) =>
        triangle.diagonal(0, -2, -1).abs().log().sum(dim: -1) + 0.5 * diagonal.Beside(triangle).log().sum(dim: -1) + EventShape[0] * Normal.HalfLogTwoPi;

    private static Shape FactorShape(TensorLike factor) => factor.Shape.Rank >= 2 && factor.Shape[^1] > 0
        ? factor.Shape
        : throw Error.EventDoesNotFit(nameof(LowRankMultivariateNormal), default, default, $"a factor of shape {factor.Shape} is no matrix", "its last two dims are rows, one for each number of a value, and columns, at least one.");
}
