namespace Ppl.Distributions;

/// <summary>The uniform distribution between two bounds, both included: log p(x) = -log(high - low), -∞ outside.</summary>
public sealed partial class Uniform : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Interval(Low, High);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((High - Low).Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Choose((value >= Low) & (value <= High), -(High - Low).Log(), double.NegativeInfinity, value);
}
