namespace Ppl.Distributions;

/// <summary>
/// The normal distribution with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>) given that its value lies between
/// two bounds, z = (x - μ) / σ, and a and b likewise of the bounds:
/// log p(x) = -z² / 2 - log σ - log(2π) / 2 - log(Φ(b) - Φ(a)), -∞ outside.
/// </summary>
/// <remarks>The mass between the bounds is a logarithm that keeps its digits where both lie in one tail. A bound may be infinite.</remarks>
public sealed partial class TruncatedNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

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
