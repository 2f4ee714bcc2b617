namespace Ppl.Distributions;

/// <summary>
/// The distribution that takes one of n points xᵢ (<see cref="Points"/>) with probability proportional to e^wᵢ (<see cref="LogWeights"/>), equal points
/// together: log P(x) = log Σ e^wᵢ over the points that equal x - log Σ e^wᵢ over all. Draws of a sampler have it.
/// </summary>
public sealed partial class Empirical : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => AllPoints;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    private PointsConstraint AllPoints => new(Points, EventShape.Rank);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor weights = LogWeights.Beside(value), matches = AllPoints.Matches(value);
        return Stable.Within(matches, weights).logsumexp(-1) - weights.logsumexp(-1);
    }
}
