namespace Ppl;

/// <summary>Vectors of numbers from 0 upwards whose sum is 1, up to rounding.</summary>
internal sealed record SimplexConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 1;

    public override Tensor Check(Tensor value) => (value >= 0).all(dim: -1) & ((value.sum(dim: -1) - 1).abs() < Rounding);

    protected override bool ContainsSet(Constraint other) => other is SimplexConstraint;

    internal override TensorLike Feasible(Shape eventShape) => 1.0 / eventShape[0];

    private protected override string? Reason(EventNumbers value) => value.First(number => number < 0) ?? (Math.Abs(value.Sum() - 1) < Rounding ? null : $"its sum is {EventNumbers.Rounded(value.Sum())}");

    public override string ToString() => "a simplex";
}
