namespace Ppl;

internal sealed class PowerTransform(TensorLike exponent) : Transform
{
    public override Constraint Domain => Constraints.Positive;

    public override Constraint Codomain => Constraints.Positive;

    public override Tensor Forward(Tensor x) => x.pow(exponent.Beside(x));

    public override Tensor Inverse(Tensor y) => y.pow((1 / exponent).Beside(y));

    /// <summary>log |p| + (p - 1) log x.</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => exponent.Abs().Log() + (exponent - 1) * x.log();

    public override Shape ForwardShape(Shape x) => Shape.Broadcast(x, exponent.Shape);

    public override Shape InverseShape(Shape y) => ForwardShape(y);

    internal override TensorLike? Direction => exponent.Sign();
}
