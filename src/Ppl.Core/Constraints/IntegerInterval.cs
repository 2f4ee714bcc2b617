namespace Ppl;

/// <summary>Whole numbers between two bounds, both included.</summary>
internal sealed record IntegerInterval(long Low, long High) : Constraint
{
    public override bool IsDiscrete => true;

    public override Tensor Check(Tensor value) => (value >= Low) & (value <= High) & (value % 1 == 0);

    protected override bool ContainsSet(Constraint other) => other is IntegerInterval inner && Low <= inner.Low && inner.High <= High;

    internal override TensorLike Feasible(Shape eventShape) => (double)Low;

    internal override bool Holds(double number) => number >= Low && number <= High && Math.Floor(number) == number;

    public override string ToString() => (Low, High) == (0, 1) ? "boolean" : $"a whole number from {Low} to {High}";
}
