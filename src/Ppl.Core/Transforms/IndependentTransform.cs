using Ppl.Distributions;

namespace Ppl;

/// <summary>The inner transform, with its last <paramref name="dims"/> batch dimensions counted as event dims.</summary>
internal sealed class IndependentTransform(Transform inner, int dims) : Transform
{
    public override Constraint Domain { get; } = inner.Domain.ToEvent(dims);

    public override Constraint Codomain { get; } = inner.Codomain.ToEvent(dims);

    public override Tensor Forward(Tensor x) => inner.Forward(x);

    public override Tensor Inverse(Tensor y) => inner.Inverse(y);

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => inner.LogAbsDetJacobian(x, y).SumLast(dims);

    public override Shape ForwardShape(Shape x) => inner.ForwardShape(x);

    public override Shape InverseShape(Shape y) => inner.InverseShape(y);

    internal override Constraint Image(Constraint part) =>
        part is IndependentConstraint independent && independent.Dims == dims ? inner.Image(independent.Inner).ToEvent(dims) : Codomain;
}
