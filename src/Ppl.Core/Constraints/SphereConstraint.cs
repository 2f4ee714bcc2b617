namespace Ppl;

/// <summary>Vectors of length 1, up to rounding: the points of a sphere.</summary>
internal sealed record SphereConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 1;

    public override Tensor Check(Tensor value) => (value.square().sum(dim: -1) - 1).abs() < Rounding;

    protected override bool ContainsSet(Constraint other) => other is SphereConstraint;

    internal override TensorLike Feasible(Shape eventShape) => 1 / Math.Sqrt(eventShape[0]);

    private protected override string? Reason(EventNumbers value) => value.SquaredLength() is var square && Math.Abs(square - 1) < Rounding
        ? null : $"its length is {EventNumbers.Rounded(Math.Sqrt(square))}";

    public override string ToString() => "a unit vector";
}
