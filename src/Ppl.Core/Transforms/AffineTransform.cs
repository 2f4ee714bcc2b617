namespace Ppl;

internal sealed class AffineTransform(TensorLike loc, TensorLike scale) : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.Real;

    public override Tensor Forward(Tensor x) => loc + scale * x;

    public override Tensor Inverse(Tensor y) => (y - loc) / scale;

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x) + scale.Abs().Log();

    public override Shape ForwardShape(Shape x) => Shape.Broadcast(x, loc.Shape, scale.Shape);

    public override Shape InverseShape(Shape y) => ForwardShape(y);
}
