namespace Ppl.Distributions;

/// <summary>
/// The distribution of |Z|, Z normal with mean 0 and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -(x / σ)² / 2 - log σ - log(π / 2) / 2 for x ≥ 0.
/// </summary>
public sealed partial class HalfNormal : Distribution
{
    /// <summary>log(π / 2) / 2.</summary>
    private const double HalfLogHalfPi = 0.225791352644727432363097614947;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (HalfLogHalfPi + 0.5));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-HalfLogHalfPi - Scale.Log()).Plus((value / Scale).square(), -0.5);
}
