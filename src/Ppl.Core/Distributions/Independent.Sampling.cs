namespace Ppl.Distributions;

public sealed partial class Independent
{
    /// <summary>As the elements.</summary>
    public override bool IsReparameterized => Elements.IsReparameterized;

    /// <summary>The draws of the elements.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Elements.Sample(rng, sampleShape);

    /// <inheritdoc/>
    public override Tensor Mean => Elements.Mean;

    /// <inheritdoc/>
    public override Tensor Variance => Elements.Variance;

    internal override Distribution? Relaxed(TensorLike temperature, bool isRounded) => Elements.Relaxed(temperature, isRounded)?.ToEvent(Dims);

    internal override Tensor? RelaxedLogDensity(Tensor value) => Elements.RelaxedLogProb(value).SumLast(Dims);

    internal override Distribution Elementwise => Elements.Elementwise;
}
