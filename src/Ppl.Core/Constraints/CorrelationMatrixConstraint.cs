namespace Ppl;

/// <summary>Positive-definite matrices with ones on the diagonal, up to rounding.</summary>
internal sealed record CorrelationMatrixConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 2;

    public override Tensor Check(Tensor value) =>
        Constraints.PositiveDefinite.Check(value) & ((value.diagonal(0, -2, -1) - 1).abs() < Rounding).all(dim: -1);

    protected override bool ContainsSet(Constraint other) => other is CorrelationMatrixConstraint;

    internal override TensorLike Feasible(Shape eventShape) => Constraints.LowerCholesky.Feasible(eventShape);

    private protected override string? Reason(EventNumbers value) =>
        value.FirstOfDiagonal(number => !(Math.Abs(number - 1) < Rounding)) ?? Constraints.PositiveDefinite.WhyOutside(value);

    public override string ToString() => "a correlation matrix";
}
