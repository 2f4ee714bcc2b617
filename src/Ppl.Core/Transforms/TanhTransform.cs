using Ppl.Distributions;

namespace Ppl;

internal sealed class TanhTransform : Transform
{
    public override Constraint Domain => Constraints.Real;

    public override Constraint Codomain { get; } = new Interval(-1, 1, IsClosed: true);

    public override Tensor Forward(Tensor x) => x.tanh();

    public override Tensor Inverse(Tensor y) => 0.5 * (y.log1p() - (-y).log1p());

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => -2 * Stable.LogCosh(x);

    internal override TensorLike? Direction => 1;
}
