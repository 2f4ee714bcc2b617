namespace Ppl.Distributions;

/// <summary>
/// The von Mises distribution of an angle in [-π, π] with mean direction μ (<see cref="Loc"/>) and concentration κ (<see cref="Concentration"/>):
/// log p(x) = κ cos(x - μ) - log(2π I₀(κ)).
/// </summary>
public sealed partial class VonMises : Distribution
{
    private const double LogTwoPi = 2 * Normal.HalfLogTwoPi;

    /// <summary>Above it the series for the circular variance has all digits.</summary>
    private const double LargeConcentration = 1000;

    /// <summary>The von Mises distribution of an angle around <paramref name="loc"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public VonMises(TensorLike loc, TensorLike concentration)
        : base(Arguments.Of(nameof(VonMises), loc, concentration))
    {
        Loc = Check.Real(nameof(VonMises), loc);
        Concentration = Check.Positive(nameof(VonMises), concentration);
    }

    /// <summary>The mean direction μ, in radians; any real number.</summary>
    public TensorLike Loc { get; }

    /// <summary>The concentration κ: for large ones, one over the variance.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Interval(-Math.PI, Math.PI);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new VonMises(Loc.Gather(index, BatchShape), Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(2π I₀(κ)) - κ I₁(κ) / I₀(κ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor();
        return OverBatch(torch.special.i0e(concentration).log() + LogTwoPi + concentration * CircularVariance(concentration));
    }

    /// <summary>-2 κ sin²((x - μ)/2) - log(2π e^-κ I₀(κ)), where a large κ cancels nothing.</summary>
    protected override Tensor LogDensity(Tensor value) =>
        (-LogTwoPi - Concentration.LogI0e()).Plus(Concentration * ((value - Loc) / 2).sin().square(), -2);

    /// <summary>1 - I₁(κ) / I₀(κ) = E[1 - cos(X - μ)], for a large κ as 1/(2κ) + 1/(8κ²) + 1/(8κ³) + 25/(128κ⁴) + 13/(32κ⁵) + ...</summary>
    private static Tensor CircularVariance(Tensor concentration)
    {
        Tensor isLarge = concentration > LargeConcentration, small = concentration.clamp_max(LargeConcentration), inverse = 1 / concentration.clamp_min(LargeConcentration);
        Tensor series = inverse * (0.5 + inverse * (0.125 + inverse * (0.125 + inverse * (25.0 / 128 + inverse * (13.0 / 32)))));
        return torch.where(isLarge, series, 1 - torch.special.i1e(small) / torch.special.i0e(small));
    }
}
