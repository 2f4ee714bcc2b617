namespace Ppl.Distributions;

/// <summary>
/// The Cauchy distribution with median μ (<see cref="Loc"/>) and half-width σ (<see cref="Scale"/>) given that its value lies between two
/// bounds, z = (x - μ) / σ, and a and b likewise of the bounds: log p(x) = -log(1 + z²) - log σ - log(atan b - atan a), -∞ outside.
/// </summary>
/// <remarks>The difference of the angles is one angle, which keeps its digits where both bounds lie in one tail. A bound may be infinite.</remarks>
public sealed partial class TruncatedCauchy : Distribution
{
    /// <summary>The Cauchy distribution between two bounds, of median <paramref name="loc"/> and half-width <paramref name="scale"/> without them; all broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, loc is not finite, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public TruncatedCauchy(TensorLike loc, TensorLike scale, TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(TruncatedCauchy), loc, scale, low, high))
    {
        Loc = Check.Real(nameof(TruncatedCauchy), loc);
        Scale = Check.Positive(nameof(TruncatedCauchy), scale);
        Check.Ordered(nameof(TruncatedCauchy), low, high);
        (Low, High) = (low, high);
    }

    /// <summary>The median μ without the bounds.</summary>
    public TensorLike Loc { get; }

    /// <summary>The half-width at half-maximum σ without the bounds.</summary>
    public TensorLike Scale { get; }

    /// <summary>The lower bound, or -∞.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound, or ∞.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new TruncatedCauchy(
        Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape), Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
