namespace Ppl.Distributions;

/// <summary>
/// The normal distribution with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>) given that its value lies between
/// two bounds, z = (x - μ) / σ, and a and b likewise of the bounds:
/// log p(x) = -z² / 2 - log σ - log(2π) / 2 - log(Φ(b) - Φ(a)), -∞ outside.
/// </summary>
/// <remarks>The mass between the bounds is a logarithm that keeps its digits where both lie in one tail. A bound may be infinite.</remarks>
public sealed partial class TruncatedNormal : Distribution
{
    /// <summary>The normal distribution between two bounds, of mean <paramref name="loc"/> and standard deviation <paramref name="scale"/> without them; all broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, loc is not finite, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public TruncatedNormal(TensorLike loc, TensorLike scale, TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(TruncatedNormal), loc, scale, low, high))
    {
        Loc = Check.Real(nameof(TruncatedNormal), loc);
        Scale = Check.Positive(nameof(TruncatedNormal), scale);
        Check.Ordered(nameof(TruncatedNormal), low, high);
        (Low, High) = (low, high);
    }

    /// <summary>The mean μ without the bounds.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ without the bounds.</summary>
    public TensorLike Scale { get; }

    /// <summary>The lower bound, or -∞.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound, or ∞.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new TruncatedNormal(
        Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape), Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        (TensorLike a, TensorLike b) = Bounds(value);
        Tensor density = (-Normal.HalfLogTwoPi - Scale.Log() - LogMass(a, b, value)).Plus(((value - Loc) / Scale).square(), -0.5);
        return Stable.Within((value >= Low) & (value <= High), density);
    }

    /// <summary>log(Φ(b) - Φ(a)); one term is enough, and a third of the cost, where a bound is known to be infinite.</summary>
    private TensorLike LogMass(TensorLike a, TensorLike b, Tensor like) =>
        a.IsNumber && b.IsNumber ? (TensorLike)Stable.LogNdtrDifference(a.Number, b.Number)
        : High.Equals(double.PositiveInfinity) ? Stable.LogNdtr((-a).Beside(like))
        : Low.Equals(double.NegativeInfinity) ? Stable.LogNdtr(b.Beside(like))
        : Stable.LogNdtrDifference(a.Beside(like), b.Beside(like));

    /// <summary>The standardized bounds.</summary>
    private (TensorLike A, TensorLike B) Bounds(Tensor like) =>
        (Truncation.Standardize(Low, Loc, Scale, like), Truncation.Standardize(High, Loc, Scale, like));
}
