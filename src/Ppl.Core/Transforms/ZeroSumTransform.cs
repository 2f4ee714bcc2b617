namespace Ppl;

// With K numbers y, s = Σ x and the reflection that takes (1, ..., 1) / √K to the last axis: y_i = x_i - s / (K + √K), y_K = -s / √K.
internal sealed class ZeroSumTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Constraints.ZeroSum;

    public override Tensor Forward(Tensor x)
    {
        double count = Shape.Of(x)[^1] + 1, root = Math.Sqrt(count);
        Tensor sum = x.sum(-1, keepdim: true);
        return torch.cat([x - sum / (count + root), -sum / root], -1);
    }

    public override Tensor Inverse(Tensor y)
    {
        long free = Shape.Of(y)[^1] - 1;
        return y.narrow(-1, 0, free) - y.narrow(-1, free, 1) / (1 + Math.Sqrt(free + 1));
    }

    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => torch.zeros_like(x).sum(dim: -1);

    public override Shape ForwardShape(Shape x) => x.DropLast(1) + [x[^1] + 1];

    public override Shape InverseShape(Shape y) => y.DropLast(1) + [y[^1] - 1];
}
