namespace Ppl.Distributions;

/// <summary>
/// The Cauchy distribution with median μ (<see cref="Loc"/>) and half-width σ (<see cref="Scale"/>) given that its value lies between two
/// bounds, z = (x - μ) / σ, and a and b likewise of the bounds: log p(x) = -log(1 + z²) - log σ - log(atan b - atan a), -∞ outside.
/// </summary>
/// <remarks>The difference of the angles is one angle, which keeps its digits where both bounds lie in one tail. A bound may be infinite.</remarks>
public sealed partial class TruncatedCauchy : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor density = -Scale.Log() - Angle(Standardized(Low, value), Standardized(High, value)).Log() - ((value - Loc) / Scale).square().log1p();
        return Stable.Within((value >= Low) & (value <= High), density);
    }

    private TensorLike Standardized(TensorLike bound, Tensor like) => Truncation.Standardize(bound, Loc, Scale, like);

    private Tensor LowEnd(Tensor like) => Standardized(Low, like).Beside(like);

    private Tensor HighEnd(Tensor like) => Standardized(High, like).Beside(like);

    /// <summary>atan b - atan a for a ≤ b.</summary>
    private static Tensor Angle(Tensor a, Tensor b) => (b - a).atan2(1 + a * b);

    private static TensorLike Angle(TensorLike a, TensorLike b) => (b - a).Atan2(1 + a * b);
}
