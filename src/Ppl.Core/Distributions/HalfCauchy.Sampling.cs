namespace Ppl.Distributions;

public sealed partial class HalfCauchy
{
    /// <summary>The distribution of |Z|, Z Cauchy with median 0 and half-width <paramref name="scale"/>.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive.</exception>
    public HalfCauchy(TensorLike scale)
        : base(Arguments.Of(scale)) => Scale = Check.Positive(nameof(HalfCauchy), scale);

    /// <summary>The half-width at half-maximum σ of the whole Cauchy distribution, which is the median of this one.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Scale));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new HalfCauchy(Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
