namespace Ppl.Distributions;

public sealed partial class Normal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ + σ ε, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Loc + Scale * rng.Randn(DrawShape(sampleShape), Loc, Scale);

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square());

    /// <summary>Φ((value - μ) / σ), by erfc, which keeps its digits in the lower tail.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => 0.5 * ((value - Loc) / (Scale * -Math.Sqrt(2))).erfc();

    /// <summary>μ + σ Φ⁻¹(p).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc + Scale * torch.special.ndtri(p);
}
