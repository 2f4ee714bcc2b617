namespace Ppl.Distributions;

public sealed partial class Masked
{
    internal Masked(Distribution distribution, Tensor mask)
        : base(distribution.Over(Arguments.Join(distribution.Name, new Arguments(distribution.BatchShape, Name: "batch"), Arguments.Of(mask)).Batch), distribution.EventShape)
    {
        if (mask.dtype != torch.ScalarType.Bool)
            throw Error.MaskNotBool(distribution.Name, ((TensorLike)mask).ToString());
        Unmasked = distribution.Expand(BatchShape);
        Mask = mask;
    }

    /// <summary>The distribution of which some elements do not count, over the whole batch.</summary>
    internal Distribution Unmasked { get; }

    /// <summary>Which elements count.</summary>
    internal Tensor Mask { get; }

    /// <summary>The draws of the unmasked distribution.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Unmasked.Sample(rng, sampleShape);

    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => Unmasked.EnumerateSupport(expand);

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

    internal override void CheckValue(Tensor value) => Unmasked.CheckValue(Counted(value));
}
