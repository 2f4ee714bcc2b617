namespace Ppl.Distributions;

public sealed partial class Levy
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
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Levy(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>Infinite.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Scale + double.PositiveInfinity);

    /// <summary>Infinite.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale + double.PositiveInfinity);

    /// <summary>erfc(√(c / (2 (value - μ)))).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (0.5 * Scale / (value - Loc)).sqrt().erfc();

    /// <summary>μ + c / Φ⁻¹(p / 2)².</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc + Scale / torch.special.ndtri(0.5 * p).square();
}
