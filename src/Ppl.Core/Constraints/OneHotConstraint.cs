namespace Ppl;

/// <summary>Vectors of one 1 and zeros.</summary>
internal sealed record OneHotConstraint : Constraint
{
    public override int EventDim => 1;

    public override bool IsDiscrete => true;

    public override Tensor Check(Tensor value) => (value == value * value).all(dim: -1) & (value.sum(dim: -1) == 1);

    protected override bool ContainsSet(Constraint other) => other is OneHotConstraint;

    internal override TensorLike Feasible(Shape eventShape) => First(eventShape[0]);

    private protected override string? Reason(EventNumbers value) => value.First(number => number != 0 && number != 1) ?? (value.Sum() == 1 ? null : $"its sum is {value.Sum()}");

    /// <summary>1, 0, ..., 0.</summary>
    internal static TensorLike First(long length)
    {
        var vector = new double[length];
        vector[0] = 1;
        return vector;
    }

    public override string ToString() => "one-hot";
}
