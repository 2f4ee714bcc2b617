namespace Ppl.Distributions;

/// <summary>
/// The distribution of |Z|, Z Cauchy with median 0 and half-width σ (<see cref="Scale"/>):
/// log p(x) = log(2 / π) - log σ - log(1 + (x / σ)²) for x ≥ 0.
/// </summary>
public sealed partial class HalfCauchy : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <summary>log(2π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(2 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-Math.Log(Math.PI / 2) - Scale.Log()) - (value / Scale).square().log1p();
}
