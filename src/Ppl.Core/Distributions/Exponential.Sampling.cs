namespace Ppl.Distributions;

public sealed partial class Exponential
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>-log(1 - U) / λ, U uniform.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Rate));

    /// <summary>1 / λ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(1 / Rate);

    /// <summary>1 / λ².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(1 / Rate.Square());

    /// <summary>1 - e^(-λ value).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => -(-Rate * value).expm1();

    /// <summary>-log(1 - p) / λ.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => (-p).log1p() / -Rate;
}
