namespace Ppl;

internal sealed class ExpTransform : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.Positive;

    public override Tensor Forward(Tensor x) => x.exp();

    public override Tensor Inverse(Tensor y) => y.log();

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => x;

    internal override TensorLike? Direction => 1;
}
