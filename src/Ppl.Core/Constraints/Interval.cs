namespace Ppl;

/// <summary>Numbers between two ends: the real line, its halves, and what lies between two bounds. An infinite end never belongs to it.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="IncludesLow">Does a finite lower end belong to it?</param>
/// <param name="IncludesHigh">Does a finite upper end belong to it?</param>
internal sealed record Interval(TensorLike Low, TensorLike High, bool IncludesLow, bool IncludesHigh) : Constraint
{
    public Interval(TensorLike low, TensorLike high, bool IsClosed)
        : this(low, high, IsClosed, IsClosed)
    {
    }

    public bool IsBoundedBelow => !Low.Equals(double.NegativeInfinity);

    public bool IsBoundedAbove => !High.Equals(double.PositiveInfinity);

    public bool IsBounded => IsBoundedBelow || IsBoundedAbove;

    /// <summary>Are there infinite ends in a bound that is a tensor or a list? Reads a tensor, if its elements are known.</summary>
    public bool HasInfiniteElements => HoldsInfinity(Low) || HoldsInfinity(High);

    public override Tensor Check(Tensor value) => IsAboveLow(value) & IsBelowHigh(value);

    private Tensor IsAboveLow(Tensor value) => !IncludesLow || !IsBoundedBelow ? value > Low
        : Low.IsNumber ? value >= Low : (value >= Low) & (value > double.NegativeInfinity);

    private Tensor IsBelowHigh(Tensor value) => !IncludesHigh || !IsBoundedAbove ? value < High
        : High.IsNumber ? value <= High : (value <= High) & (value < double.PositiveInfinity);

    private static bool HoldsInfinity(TensorLike bound) => !bound.IsNumber
        && (bound.Tensor is { } tensor ? TensorText.IsKnown(tensor) && !TensorLike.HoldsEverywhere(tensor.abs() < double.PositiveInfinity) : bound.Any(double.IsInfinity));

    protected override bool ContainsSet(Constraint other) => other switch
    {
        Interval inner => TensorLike.AllAtMost(Low, inner.Low) && TensorLike.AllAtMost(inner.High, High),
        IntegerInterval inner => TensorLike.AllAtMost(Low, inner.Low) && TensorLike.AllAtMost(inner.High, High),
        _ => false,
    };

    internal override TensorLike Feasible(Shape eventShape) => !Low.IsNumber || !High.IsNumber ? Between(Low.ToTensor(), High.ToTensor()) : (IsBoundedBelow, IsBoundedAbove) switch
    {
        (true, true) => Low + 0.5 * (High - Low),
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

    internal override Constraint At(Shape batch, long i) => this with { Low = Low.At(batch, i), High = High.At(batch, i) };

    internal override bool HasNumberBounds => Low.IsNumber && High.IsNumber;

    /// <summary>Asked of bounds that are numbers only.</summary>
    internal override bool Holds(double number) => double.IsFinite(number)
        && (number > Low.Number || (IncludesLow && number == Low.Number)) && (number < High.Number || (IncludesHigh && number == High.Number));

    private protected override string? Reason(EventNumbers value) => HasNumberBounds ? value.First(number => !Holds(number)) : null;

    public override string ToString() => (Low.IsNumber && High.IsNumber ? (Low.Number, High.Number, IncludesLow, IncludesHigh) : default) switch
    {
        (double.NegativeInfinity, double.PositiveInfinity, _, _) => "real",
        (0, double.PositiveInfinity, false, _) => "positive",
        (0, double.PositiveInfinity, true, _) => "nonnegative",
        (0, 1, true, true) => "in the unit interval",
        (-Math.PI, Math.PI, true, true) => "an angle in [-π, π]",
        _ => $"in {(IncludesLow ? '[' : '(')}{Low}, {High}{(IncludesHigh ? ']' : ')')}",
    };
}
