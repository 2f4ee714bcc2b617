namespace Ppl.Distributions;

public sealed partial class RelaxedOneHotCategoricalStraightThrough
{
    /// <summary>True, by a biased gradient: that of the variable before it was rounded.</summary>
    public override bool IsReparameterized => true;

    /// <summary>A 1 at the largest coordinate of the relaxed draw, with the gradient of that draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor soft = relaxed.Expand(BatchShape).Sample(rng, sampleShape);
        Tensor place = soft.argmax(-1, keepdim: true), places = torch.arange(EventShape[0], torch.ScalarType.Int64, soft.device);
        return (place == places).to_type(soft.dtype) + (soft - soft.detach());
    }

    internal override Tensor RelaxedLogDensity(Tensor value) => relaxed.Largest.RelaxedLogProb(value);

    /// <summary>p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Rounded.Mean;

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Rounded.Variance;
}
