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
        (Tensor a, Tensor b) = Bounds(value);
        Tensor density = -0.5 * ((value - Loc) / Scale).square() - (Scale.Log() + Normal.HalfLogTwoPi) - LogMass(a, b);
        return Stable.Within((value >= Low) & (value <= High), density);
    }

    /// <summary>log(Φ(b) - Φ(a)); one term is enough, and a third of the cost, where a bound is known to be infinite.</summary>
    private Tensor LogMass(Tensor a, Tensor b) =>
        High.Equals(double.PositiveInfinity) ? Stable.LogNdtr(-a)
        : Low.Equals(double.NegativeInfinity) ? Stable.LogNdtr(b)
        : Stable.LogNdtrDifference(a, b);

    /// <summary>The standardized bounds.</summary>
    private (Tensor A, Tensor B) Bounds(Tensor like) =>
        (Truncation.Standardize(Low, Loc, Scale, like), Truncation.Standardize(High, Loc, Scale, like));
}
