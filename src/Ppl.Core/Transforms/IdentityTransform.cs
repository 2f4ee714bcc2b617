namespace Ppl;

internal sealed class IdentityTransform : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.Real;

    public override Tensor Forward(Tensor x) => x;

    public override Tensor Inverse(Tensor y) => y;

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x);

    internal override Constraint Image(Constraint part) => part;

    internal override TensorLike? Direction => 1;
}
