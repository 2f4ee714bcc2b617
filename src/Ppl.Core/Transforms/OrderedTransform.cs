namespace Ppl;

/// <summary>Sums of exponentials; the first number stays as it is unless all are to be positive.</summary>
internal sealed class OrderedTransform(bool isPositive) : Transform
{
    private readonly long free = isPositive ? 0 : 1;

    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain { get; } = new OrderedConstraint(isPositive);

    public override Tensor Forward(Tensor x) => torch.cat([x.narrow(-1, 0, free), Steps(x).exp()], -1).cumsum(-1);

    public override Tensor Inverse(Tensor y)
    {
        Tensor below = isPositive ? torch.zeros_like(y.narrow(-1, 0, 1)) : y.narrow(-1, 0, 0);
        Tensor lower = torch.cat([below, y.narrow(-1, 0, Shape.Of(y)[^1] - 1)], -1);
        return torch.cat([y.narrow(-1, 0, free), (Steps(y) - lower).log()], -1);
    }

    /// <summary>The Jacobian is triangular: the sum of the logarithms of the steps.</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y) => Steps(x).sum(dim: -1);

    private Tensor Steps(Tensor x) => x.narrow(-1, free, Shape.Of(x)[^1] - free);
}
