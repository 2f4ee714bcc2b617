namespace Ppl;

/// <summary>Lower-triangular matrices with a positive diagonal and rows of length 1, up to rounding: the Cholesky factors of correlation matrices.</summary>
internal sealed record CorrCholeskyConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 2;

    public override Tensor Check(Tensor value) =>
        Constraints.LowerCholesky.Check(value) & ((value.square().sum(dim: -1) - 1).abs() < Rounding).all(dim: -1);

    protected override bool ContainsSet(Constraint other) => other is CorrCholeskyConstraint;

    internal override TensorLike Feasible(Shape eventShape) => Constraints.LowerCholesky.Feasible(eventShape);

    private protected override string? Reason(EventNumbers value)
    {
        if (Constraints.LowerCholesky.WhyOutside(value) is { } reason) return reason;
        for (int row = 0; row < value.Shape[0]; row++)
        {
            double square = value.Entry(row).SquaredLength();
            if (!(Math.Abs(square - 1) < Rounding)) return $"row {row} has length {EventNumbers.Rounded(Math.Sqrt(square))}, not 1";
        }
        return null;
    }

    public override string ToString() => "a Cholesky factor of a correlation matrix";
}
