namespace Ppl.Distributions;

public sealed partial class HalfCauchy
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Scale));

    /// <summary>Infinite.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Scale + double.PositiveInfinity);

    /// <summary>Infinite.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale + double.PositiveInfinity);

    /// <summary>2 atan(value / σ) / π.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => value.atan2(Scale.Beside(value)) * (2 / Math.PI);

    /// <summary>σ tan(π p / 2), above 1/2 as σ / tan(π (1 - p) / 2).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, tan = (Math.PI / 2 * torch.where(isLow, p, 1 - p)).tan();
        return Scale * torch.where(isLow, tan, 1 / tan);
    }
}
