namespace Ppl;

internal sealed class LowerCholeskyTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(2);

    public override Constraint Codomain => Constraints.LowerCholesky;

    public override Tensor Forward(Tensor x) => x.tril(-1) + x.diagonal(0, -2, -1).exp().diag_embed();

    public override Tensor Inverse(Tensor y) => y.tril(-1) + y.diagonal(0, -2, -1).log().diag_embed();

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => x.diagonal(0, -2, -1).sum(dim: -1);
}
