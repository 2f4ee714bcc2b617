namespace Ppl;

/// <summary>Symmetric matrices, up to rounding, with positive eigenvalues.</summary>
internal sealed record PositiveDefiniteConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 2;

    /// <remarks>A matrix has positive eigenvalues if and only if it has a Cholesky factor.</remarks>
    public override Tensor Check(Tensor value)
    {
        (_, Tensor failure) = torch.linalg.cholesky_ex(value);
        return IsSymmetric(value) & (failure == 0);
    }

    /// <summary>Which matrices are their own mirror image, up to rounding?</summary>
    public static Tensor IsSymmetric(Tensor matrix)
    {
        Tensor size = matrix.abs().sum([-2, -1], keepdim: true);
        return ((matrix - matrix.mT).abs() <= size * Rounding).all(dim: -1).all(dim: -1);
    }

    protected override bool ContainsSet(Constraint other) => other is PositiveDefiniteConstraint or CorrelationMatrixConstraint;

    internal override TensorLike Feasible(Shape eventShape) => Constraints.LowerCholesky.Feasible(eventShape);

    public override string ToString() => "a positive-definite matrix";
}
