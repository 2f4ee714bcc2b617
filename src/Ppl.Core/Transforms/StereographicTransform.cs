namespace Ppl;

// With q = |x|²: y = (2x, q - 1) / (q + 1). The pole (0, ..., 0, 1) is the image of infinity.
internal sealed class StereographicTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Constraints.Sphere;

    public override Tensor Forward(Tensor x)
    {
        Tensor square = x.square().sum(-1, keepdim: true);
        return torch.cat([2 * x, square - 1], -1) / (square + 1);
    }

    public override Tensor Inverse(Tensor y)
    {
        long free = Shape.Of(y)[^1] - 1;
        return y.narrow(-1, 0, free) / (1 - y.narrow(-1, free, 1));
    }

    /// <summary>The map stretches all directions alike, by 2 / (q + 1).</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) =>
        Shape.Of(x)[^1] * (Math.Log(2) - x.square().sum(dim: -1).log1p());

    public override Shape ForwardShape(Shape x) => x.DropLast(1) + [x[^1] + 1];

    public override Shape InverseShape(Shape y) => y.DropLast(1) + [y[^1] - 1];
}
