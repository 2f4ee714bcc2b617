namespace Ppl;

/// <summary>Whole numbers between two bounds, both included; an infinite one never belongs to it.</summary>
internal sealed record IntegerInterval(TensorLike Low, TensorLike High) : Constraint
{
    private bool IsBoundedAbove => !High.Equals(double.PositiveInfinity);

    public override bool IsDiscrete => true;

    // An infinite number has no remainder, so that it passes no test.
    public override Tensor Check(Tensor value)
    {
        Tensor fromLow = (value >= Low) & (value % 1 == 0);
        return IsBoundedAbove ? fromLow & (value <= High) : fromLow;
    }

    protected override bool ContainsSet(Constraint other) =>
        other is IntegerInterval inner && TensorLike.AllAtMost(Low, inner.Low) && TensorLike.AllAtMost(inner.High, High);

    internal override TensorLike Feasible(Shape eventShape) => Low;

    internal override Constraint At(Shape batch, long i) => this with { Low = Low.At(batch, i), High = High.At(batch, i) };

    internal override bool HasNumberBounds => Low.IsNumber && High.IsNumber;

    /// <summary>Asked of bounds that are numbers only.</summary>
    internal override bool Holds(double number) => number >= Low.Number && number <= High.Number && number % 1 == 0;

    private protected override string? Reason(EventNumbers value) => HasNumberBounds ? value.First(number => !Holds(number)) : null;

    public override string ToString() => (Low, High) switch
    {
        _ when Low.Equals(0) && High.Equals(1) => "boolean",
        _ when Low.Equals(double.MinValue) && !IsBoundedAbove => "a whole number",
        _ when IsBoundedAbove => $"a whole number from {Low} to {High}",
        _ => $"a whole number from {Low} upwards",
    };
}
