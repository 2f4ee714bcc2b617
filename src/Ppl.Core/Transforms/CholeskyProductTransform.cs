namespace Ppl;

/// <summary>A lower Cholesky factor L to the matrix L L', or such a factor of a correlation matrix to it.</summary>
internal sealed class CholeskyProductTransform(bool hasUnitDiagonal) : Transform
{
    public override Constraint Domain => hasUnitDiagonal ? Constraints.CorrCholesky : Constraints.LowerCholesky;

    public override Constraint Codomain => hasUnitDiagonal ? Constraints.CorrelationMatrix : Constraints.PositiveDefinite;

    public override Tensor Forward(Tensor x) => x.matmul(x.mT);

    public override Tensor Inverse(Tensor y) => torch.linalg.cholesky(y);

    /// <summary>
    /// The Jacobian between lower triangles is triangular: dy_ij / dx_ij = x_jj, twice that for i = j. Where the diagonal of y is 1, that of x
    /// is no variable.
    /// </summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y)
    {
        long size = Shape.Of(x)[^1];
        var rows = new double[size];
        for (int i = 0; i < rows.Length; i++) rows[i] = size - i - (hasUnitDiagonal ? 1 : 0);
        Tensor log = (x.diagonal(0, -2, -1).log() * (TensorLike)rows).sum(dim: -1);
        return hasUnitDiagonal ? log : log + size * Math.Log(2);
    }
}
