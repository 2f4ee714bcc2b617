namespace Ppl;

/// <summary>Vectors whose sum is 0, up to rounding.</summary>
internal sealed record ZeroSumConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 1;

    public override Tensor Check(Tensor value) => value.sum(dim: -1).abs() <= value.abs().sum(dim: -1) * Rounding;

    protected override bool ContainsSet(Constraint other) => other is ZeroSumConstraint;

    internal override TensorLike Feasible(Shape eventShape) => 0.0;

    private protected override string? Reason(EventNumbers value) => Math.Abs(value.Sum()) <= value.Values.Sum(Math.Abs) * Rounding
        ? null : $"its sum is {EventNumbers.Rounded(value.Sum())}";

    public override string ToString() => "a vector whose sum is 0";
}
