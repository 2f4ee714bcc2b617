namespace Ppl;

/// <summary>Lower-triangular square matrices with a positive diagonal: the Cholesky factors of positive-definite matrices.</summary>
internal sealed record LowerCholeskyConstraint : Constraint
{
    public override int EventDim => 2;

    public override Tensor Check(Tensor value) =>
        (value == value.tril()).all(dim: -1).all(dim: -1) & (value.diagonal(0, -2, -1) > 0).all(dim: -1);

    protected override bool ContainsSet(Constraint other) => other is LowerCholeskyConstraint or CorrCholeskyConstraint;

    internal override TensorLike Feasible(Shape eventShape)
    {
        var identity = new double[eventShape.NumberOfElements];
        for (long i = 0; i < eventShape[0]; i++) identity[i * (eventShape[1] + 1)] = 1;
        return TensorLike.Create(identity, eventShape);
    }

    private protected override string? Reason(EventNumbers value)
    {
        for (int row = 0; row < value.Shape[0]; row++)
            for (int column = row + 1; column < value.Shape[1]; column++)
                if (value[row, column] != 0) return $"above the diagonal, {value.Said(row * (int)value.Shape[1] + column)}";
        return value.FirstOfDiagonal(number => number <= 0);
    }

    public override string ToString() => "a lower Cholesky factor";
}
