using Ppl.Distributions;

namespace Ppl;

internal sealed class SigmoidTransform : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain => Constraints.UnitInterval;

    public override Tensor Forward(Tensor x) => x.sigmoid();

    public override Tensor Inverse(Tensor y) => y.log() - (-y).log1p();

    /// <summary>log sigmoid(x) + log sigmoid(-x).</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => x - 2 * Stable.Softplus(x);

    internal override TensorLike? Direction => 1;
}
