namespace Ppl.Distributions;

public sealed partial class LogNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>e^(μ + σ ε), ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Loc + Scale * rng.Randn(DrawShape(sampleShape), Loc, Scale)).exp();

    /// <summary>e^(μ + σ² / 2).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch((Loc + 0.5 * Scale.Square()).Exp());

    /// <summary>(e^(σ²) - 1) e^(2μ + σ²).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square().Expm1() * (2 * Loc + Scale.Square()).Exp());

    /// <summary>Φ((log value - μ) / σ).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => 0.5 * ((value.log() - Loc) / (Scale * -Math.Sqrt(2))).erfc();

    /// <summary>e^(μ + σ Φ⁻¹(p)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => (Loc + Scale * torch.special.ndtri(p)).exp();
}
