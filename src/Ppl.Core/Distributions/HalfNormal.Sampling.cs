namespace Ppl.Distributions;

public sealed partial class HalfNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ |ε|, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Scale * rng.Randn(DrawShape(sampleShape), Scale).abs();

    /// <summary>σ √(2 / π).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Scale * Math.Sqrt(2 / Math.PI));

    /// <summary>σ² (1 - 2 / π).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square() * (1 - 2 / Math.PI));

    /// <summary>erf(value / (σ √2)).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (value / (Scale * Math.Sqrt(2))).erf();

    /// <summary>σ √2 erf⁻¹(p).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Scale * Math.Sqrt(2) * torch.special.erfinv(p);
}
