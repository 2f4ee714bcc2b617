namespace Ppl.Distributions;

/// <summary>
/// The Cauchy distribution with median μ (<see cref="Loc"/>) and half-width at half-maximum σ (<see cref="Scale"/>):
/// log p(x) = -log(1 + ((x - μ) / σ)²) - log(π σ).
/// </summary>
public sealed partial class Cauchy : Distribution
{
    /// <summary>log π.</summary>
    internal const double LogPi = 1.14472988584940017414342735135;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <summary>log(4π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(4 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-LogPi - Scale.Log()) - ((value - Loc) / Scale).square().log1p();
}
