namespace Ppl;

/// <summary>Finitely many points, along the dim before the <see cref="Dims"/> dims of an event.</summary>
internal sealed record PointsConstraint(TensorLike Points, int Dims) : Constraint
{
    public override int EventDim => Dims;

    public override bool IsDiscrete => true;

    public override Tensor Check(Tensor value) => ~(~Matches(value)).all(dim: -1);

    /// <summary>Which points equal a value? One dim more than there are in its batch.</summary>
    public Tensor Matches(Tensor value)
    {
        Tensor matches = value.unsqueeze(-1 - Dims) == Points.Beside(value);
        for (int i = 0; i < Dims; i++) matches = matches.all(dim: -1);
        return matches;
    }

    protected override bool ContainsSet(Constraint other) => Equals(other);

    /// <summary>Asked of points that are numbers only.</summary>
    internal override bool Holds(double number) => Points.Values.Contains(number);

    /// <summary>The first point.</summary>
    internal override TensorLike Feasible(Shape eventShape) => Points.ToTensor().narrow(-1 - Dims, 0, 1).squeeze(-1 - Dims);

    public override string ToString() => $"one of the points {Points}";
}
