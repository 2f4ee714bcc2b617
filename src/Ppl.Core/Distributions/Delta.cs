namespace Ppl.Distributions;

/// <summary>All probability at one point v (<see cref="Point"/>): log p(x) is the given log density at x = v, -∞ elsewhere.</summary>
/// <remarks>A value elsewhere is no error: the density says what is to be said. The log density carries a Jacobian, where one is due.</remarks>
public sealed partial class Delta : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new PointConstraint(Point, EventShape.Rank);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor isThere = value == Point.Beside(value);
        for (int i = 0; i < EventShape.Rank; i++) isThere = isThere.all(dim: -1);
        return Stable.Within(isThere, LogDensityThere.Beside(value));
    }
}
