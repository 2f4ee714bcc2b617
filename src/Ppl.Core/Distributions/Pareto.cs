namespace Ppl.Distributions;

/// <summary>
/// The Pareto distribution with least value s (<see cref="Scale"/>) and tail index α (<see cref="Alpha"/>):
/// log p(x) = log(α / s) - (α + 1) log(x / s) for x ≥ s, -∞ below.
/// </summary>
public sealed partial class Pareto : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new Interval(Scale, double.PositiveInfinity, IsClosed: true);

    /// <summary>log(s / α) + 1 + 1 / α.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((Scale / Alpha).Log() + (1 + 1 / Alpha));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Within(value >= Scale, (Alpha.Log() - Scale.Log()) - (Alpha + 1) * (value / Scale).log());
}
