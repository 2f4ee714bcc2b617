namespace Ppl.Distributions;

/// <summary>
/// The skew-normal distribution with location μ (<see cref="Loc"/>), scale σ (<see cref="Scale"/>) and skewness α (<see cref="Skewness"/>),
/// z = (x - μ) / σ: log p(x) = log 2 - log σ - z² / 2 - log(2π) / 2 + log Φ(α z).
/// </summary>
/// <remarks>A. Azzalini, A class of distributions which includes the normal ones, Scandinavian Journal of Statistics 12 (1985).</remarks>
public sealed partial class SkewNormal : Distribution
{
    /// <summary>log(π / 2) / 2.</summary>
    private const double HalfLogHalfPi = 0.225791352644727432363097614947;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (value - Loc) / Scale;
        return Stable.LogNdtr(Skewness * z) + (-HalfLogHalfPi - Scale.Log()).Plus(z.square(), -0.5);
    }
}
