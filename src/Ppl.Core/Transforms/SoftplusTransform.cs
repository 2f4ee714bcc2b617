using Ppl.Distributions;

namespace Ppl;

internal sealed class SoftplusTransform : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.Positive;

    public override Tensor Forward(Tensor x) => Stable.Softplus(x);

    /// <summary>log(e^y - 1) = y + log(1 - e^-y).</summary>
    public override Tensor Inverse(Tensor y) => y + (-(-y).expm1()).log();

    /// <summary>log sigmoid(x).</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => x - y;

    internal override TensorLike? Direction => 1;
}
