namespace Ppl.Distributions;

/// <summary>
/// The distribution of K normal numbers with standard deviation σ (<see cref="Scale"/>) less their mean: a normal distribution on the plane of vectors whose sum is 0,
/// with log p(x) = -|x|² / 2σ² - (K - 1) (log σ + log(2π) / 2), a density with respect to the area of that plane.
/// </summary>
public sealed partial class ZeroSumNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.ZeroSum;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((EventShape[0] - 1) * (Scale.Log() + (Normal.HalfLogTwoPi + 0.5)));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        -0.5 * (value / Scale.WithLastDims(1)).square().sum(dim: -1) - (EventShape[0] - 1) * (Scale.Log() + Normal.HalfLogTwoPi);
}
