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
    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    TensorLike IGaussian.LogNormalizer => LogNormalizer(Whitened(CovFactor.ToTensor()).Triangle, CovDiag);

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
}
