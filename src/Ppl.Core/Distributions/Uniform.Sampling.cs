namespace Ppl.Distributions;

public sealed partial class Uniform
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>low + (high - low) U, U uniform on [0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), Low, High));

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
