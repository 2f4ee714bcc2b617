namespace Ppl.Distributions;

public sealed partial class Levy
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

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
