namespace Ppl.Distributions;

public sealed partial class Uniform
{
    /// <summary>The uniform distribution between two bounds, which broadcast.</summary>
    /// <exception cref="PplException">PPL018: a bound is not finite, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public Uniform(TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(Uniform), low, high))
    {
        Low = Check.Real(nameof(Uniform), low);
        High = Check.Real(nameof(Uniform), high);
        Check.Ordered(nameof(Uniform), low, high);
    }

    /// <summary>The lower bound.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>low + (high - low) U, U uniform on [0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Low, High));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Uniform(Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(0.5 * Low + 0.5 * High);

    /// <summary>(high - low)² / 12.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((High - Low).Square() / 12);

    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => ((value - Low) / (High - Low)).clamp(0.0, 1.0);

    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Low + (High - Low) * p;
}
