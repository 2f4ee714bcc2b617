namespace Ppl.Distributions;

/// <summary>
/// The Lévy distribution above μ (<see cref="Loc"/>) with scale c (<see cref="Scale"/>), the law of a Brownian motion's first passage,
/// r = c / (x - μ): log p(x) = (3 log r - r - log 2π) / 2 - log c for x &gt; μ, -∞ elsewhere.
/// </summary>
public sealed partial class Levy : Distribution
{
    /// <summary>The Lévy distribution of <paramref name="loc"/> + <paramref name="scale"/> / Z², Z standard normal; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Levy(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Levy), loc, scale))
    {
        Loc = Check.Real(nameof(Levy), loc);
        Scale = Check.Positive(nameof(Levy), scale);
    }

    /// <summary>The lower end μ, which has density 0.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale c.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(Loc, double.PositiveInfinity, IsClosed: false);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Levy(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>(1 + 3γ + log(16π c²)) / 2.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + 0.5 * (1 + 3 * Gumbel.Euler + Math.Log(16 * Math.PI)));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor ratio = Scale / (value - Loc);
        return Stable.Within(value > Loc, 1.5 * ratio.log() - 0.5 * ratio - (Scale.Log() + Normal.HalfLogTwoPi));
    }
}
