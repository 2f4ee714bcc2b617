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

    /// <summary>The skew-normal distribution; skewness 0 gives the normal one, a positive one a longer right tail. All broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public SkewNormal(TensorLike loc, TensorLike scale, TensorLike skewness)
        : base(Arguments.Of(nameof(SkewNormal), loc, scale, skewness))
    {
        Loc = Check.Real(nameof(SkewNormal), loc);
        Scale = Check.Positive(nameof(SkewNormal), scale);
        Skewness = Check.Real(nameof(SkewNormal), skewness);
    }

    /// <summary>The location μ, which is the mean of the normal distribution that is skewed.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <summary>The skewness α, also called shape.</summary>
    public TensorLike Skewness { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new SkewNormal(
        Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape), Skewness.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (value - Loc) / Scale;
        return Stable.LogNdtr(Skewness * z) + (-HalfLogHalfPi - Scale.Log()).Plus(z.square(), -0.5);
    }
}
