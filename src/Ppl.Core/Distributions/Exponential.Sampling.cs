namespace Ppl.Distributions;

public sealed partial class Exponential
{
    /// <summary>The exponential distribution with mean 1 / <paramref name="rate"/>.</summary>
    /// <exception cref="PplException">PPL018: the rate is not positive.</exception>
    public Exponential(TensorLike rate)
        : base(Arguments.Of(rate)) => Rate = Check.Positive(nameof(Exponential), rate);

    /// <summary>The rate λ.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>-log(1 - U) / λ, U uniform.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Rate));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Exponential(Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
