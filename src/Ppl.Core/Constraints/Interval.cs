namespace Ppl;

/// <summary>Numbers between two ends: the real line, its halves, and what lies between two bounds. An infinite end never belongs to it.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsClosed">Do the finite ends belong to it?</param>
internal sealed record Interval(TensorLike Low, TensorLike High, bool IsClosed) : Constraint
{
    public bool IsBoundedBelow => !Low.Equals(double.NegativeInfinity);

    public bool IsBoundedAbove => !High.Equals(double.PositiveInfinity);

    public override Tensor Check(Tensor value) =>
        (IsClosed && IsBoundedBelow ? value >= Low : value > Low) & (IsClosed && IsBoundedAbove ? value <= High : value < High);

    protected override bool ContainsSet(Constraint other) => other switch
    {
        Interval inner => TensorLike.AllAtMost(Low, inner.Low) && TensorLike.AllAtMost(inner.High, High),
        IntegerInterval inner => TensorLike.AllAtMost(Low, inner.Low) && TensorLike.AllAtMost(inner.High, High),
        _ => false,
    };

    internal override TensorLike Feasible(Shape eventShape) => (IsBoundedBelow, IsBoundedAbove) switch
    {
        (true, true) when Low.IsNumber && High.IsNumber => Low + 0.5 * (High - Low),
        (true, true) => Between(Low.ToTensor(), High.ToTensor()),
        (true, false) => Low + 1,
        (false, true) => High - 1,
        (false, false) => 0.0,
    };

    /// <summary>A point between bounds of which some may be infinite.</summary>
    private static Tensor Between(Tensor low, Tensor high)
    {
        Tensor isOpenBelow = low == double.NegativeInfinity, isOpenAbove = high == double.PositiveInfinity;
        Tensor below = torch.where(isOpenAbove, torch.zeros_like(high), high) - 2;
        Tensor from = torch.where(isOpenBelow, below, low), to = torch.where(isOpenAbove, from + 2, high);
        return from + 0.5 * (to - from);
    }

    /// <summary>Asked of bounds that are numbers only.</summary>
    internal override bool Holds(double number) => double.IsFinite(number)
        && (number > Low.Number || (IsClosed && number == Low.Number)) && (number < High.Number || (IsClosed && number == High.Number));

    public override string ToString() => (Low.IsNumber && High.IsNumber ? (Low.Number, High.Number, IsClosed) : default) switch
    {
        (double.NegativeInfinity, double.PositiveInfinity, _) => "real",
        (0, double.PositiveInfinity, false) => "positive",
        (0, double.PositiveInfinity, true) => "nonnegative",
        (0, 1, true) => "in the unit interval",
        _ => IsClosed ? $"in [{Low}, {High}]" : $"in ({Low}, {High})",
    };
}
