namespace Ppl.Distributions;

/// <summary>The exponential distribution with rate λ (<see cref="Rate"/>): log p(x) = log λ - λ x for x ≥ 0.</summary>
public sealed partial class Exponential : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(1 - Rate.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Rate.Log() - Rate * value;
}
