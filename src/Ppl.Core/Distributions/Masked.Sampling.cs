namespace Ppl.Distributions;

public sealed partial class Masked
{
    private readonly Distribution distribution;
    private readonly Tensor mask;

    internal Masked(Distribution distribution, Tensor mask)
        : base(Shape.Broadcast(distribution.BatchShape, Shape.Of(mask)), distribution.EventShape)
    {
        if (mask.dtype != torch.ScalarType.Bool)
            throw Error.ArgumentOutsideConstraint(distribution.Name, nameof(mask), ((TensorLike)mask).ToString(), "a Bool tensor",
                "compare to get one: mask > 0.");
        this.distribution = distribution.Expand(BatchShape);
        this.mask = mask;
    }

    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => distribution.Sample(rng, sampleShape);

    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => distribution.EnumerateSupport(expand);

    /// <inheritdoc/>
    public override Tensor Mean => distribution.Mean;

    /// <inheritdoc/>
    public override Tensor Variance => distribution.Variance;

    internal override void CheckValue(Tensor value) => distribution.CheckValue(Counted(value));
}
