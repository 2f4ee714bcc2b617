namespace Ppl.Distributions;

public sealed partial class Masked
{
    /// <summary>As the unmasked distribution.</summary>
    public override bool IsReparameterized => Unmasked.IsReparameterized;

    /// <summary>The draws of the unmasked distribution.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Unmasked.Sample(rng, sampleShape);

    /// <inheritdoc/>
    public override Tensor Mean => Unmasked.Mean;

    /// <inheritdoc/>
    public override Tensor Variance => Unmasked.Variance;

    internal override Distribution Elementwise => Unmasked.Elementwise;

    internal override Distribution? Relaxed(TensorLike temperature, bool isRounded) => Unmasked.Relaxed(temperature, isRounded);

    internal override Tensor? RelaxedLogDensity(Tensor value)
    {
        Tensor logProb = Unmasked.RelaxedLogProb(Counted(value));
        return torch.where(Mask, logProb, torch.zeros_like(logProb));
    }
}
