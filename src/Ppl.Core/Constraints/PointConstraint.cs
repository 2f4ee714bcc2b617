namespace Ppl;

/// <summary>One point.</summary>
internal sealed record PointConstraint(TensorLike Point, int Dims) : Constraint
{
    public override int EventDim => Dims;

    public override Tensor Check(Tensor value)
    {
        Tensor holds = value == Point.Beside(value);
        for (int i = 0; i < Dims; i++) holds = holds.all(dim: -1);
        return holds;
    }

    /// <summary>Does the point lie in the set? Reads a tensor.</summary>
    public bool LiesIn(Constraint set) => TensorLike.HoldsEverywhere(set.Check(Point.ToTensor()));

    internal override TensorLike Feasible(Shape eventShape) => Point;

    public override string ToString() => $"the point {Point}";

    protected override bool ContainsSet(Constraint other) => Equals(other);
}
