namespace Ppl;

/// <summary>Vectors of increasing numbers, each above the one before; above 0, too, if <paramref name="IsPositive"/>.</summary>
internal sealed record OrderedConstraint(bool IsPositive) : Constraint
{
    public override int EventDim => 1;

    public override Tensor Check(Tensor value)
    {
        long steps = Shape.Of(value)[^1] - 1;
        Tensor increases = (value.narrow(-1, 1, steps) > value.narrow(-1, 0, steps)).all(dim: -1);
        Constraint elements = IsPositive ? Constraints.Positive : Constraints.Real;
        return increases & elements.Check(value).all(dim: -1);
    }

    protected override bool ContainsSet(Constraint other) => other is OrderedConstraint inner && (inner.IsPositive || !IsPositive);

    internal override TensorLike Feasible(Shape eventShape)
    {
        var steps = new double[eventShape[0]];
        for (int i = 0; i < steps.Length; i++) steps[i] = i + 1;
        return steps;
    }

    private protected override string? Reason(EventNumbers value) =>
        value.First(number => !(IsPositive ? Constraints.Positive : Constraints.Real).Holds(number)) ?? NotIncreasing(value);

    /// <summary>Says which number is the first that is not above the one before it.</summary>
    internal static string? NotIncreasing(EventNumbers value)
    {
        for (int i = 1; i < value.Length; i++)
            if (!(value[i] > value[i - 1])) return $"{value.Said(i)}, not above {value.Text(value[i - 1])} before it";
        return null;
    }

    public override string ToString() => IsPositive ? "a vector of increasing positive numbers" : "a vector of increasing numbers";
}
