namespace Ppl.Distributions;

/// <summary>
/// The normal distribution with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -((x - μ) / σ)² / 2 - log σ - log(2π) / 2.
/// </summary>
public sealed partial class Normal : Distribution
{
    /// <summary>log(2π) / 2.</summary>
    internal const double HalfLogTwoPi = 0.918938533204672741780329736406;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-HalfLogTwoPi - Scale.Log()).Plus(((value - Loc) / Scale).square(), -0.5);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (HalfLogTwoPi + 0.5));
}
