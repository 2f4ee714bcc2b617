namespace Ppl;

/// <summary>Vectors of whole numbers from 0 upwards whose sum is a total.</summary>
internal sealed record MultinomialConstraint(TensorLike Total) : Constraint
{
    public override int EventDim => 1;

    public override bool IsDiscrete => true;

    public override Tensor Check(Tensor value)
    {
        Tensor sum = value.sum(dim: -1);
        return ((value >= 0) & (value % 1 == 0)).all(dim: -1) & (sum == Total.Beside(sum));
    }

    protected override bool ContainsSet(Constraint other) => other is MultinomialConstraint inner && Total.Equals(inner.Total);

    /// <summary>All counts in the first category.</summary>
    internal override TensorLike Feasible(Shape eventShape) => (Total.IsNumber ? Total : Total.ToTensor().unsqueeze(-1)) * OneHotConstraint.First(eventShape[0]);

    internal override Constraint At(Shape batch, long i) => this with { Total = Total.At(batch, i) };

    private protected override string? Reason(EventNumbers value) =>
        value.First(number => !Constraints.NonNegativeInteger.Holds(number)) ?? (Total.IsNumber && value.Sum() == Total.Number ? null : $"its sum is {value.Sum()}");

    public override string ToString() => $"counts that sum to {Total}";
}
