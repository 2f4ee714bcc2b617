namespace Ppl.Distributions;

/// <summary>A distribution some of whose elements do not count. Made by <see cref="Distribution.Masked(Tensor)"/>.</summary>
/// <remarks>
/// A left-out value is replaced by a point inside the support before the density is taken, so that NaN there gives neither NaN nor a
/// NaN gradient. Draws are not affected.
/// </remarks>
public sealed class Masked : Distribution
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
    public override Constraint Support => distribution.Support;

    /// <inheritdoc/>
    public override bool IsReparameterized => distribution.IsReparameterized;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => distribution.HasEnumerableSupport;

    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => distribution.Sample(rng, sampleShape);

    /// <inheritdoc/>
    public override Distribution Expand(Shape batchShape) =>
        batchShape == BatchShape ? this : new Masked(distribution.Expand(batchShape), mask);

    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => distribution.EnumerateSupport(expand);

    /// <inheritdoc/>
    public override Tensor Mean => distribution.Mean;

    /// <inheritdoc/>
    public override Tensor Variance => distribution.Variance;

    internal override string Name => $"{distribution.Name}.Masked";

    internal override void CheckValue(Tensor value) => distribution.CheckValue(Counted(value));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor counted = Counted(value);
        Tensor logProb = distribution.LogProbUnchecked(counted, distribution.LogProbShape(Shape.Of(counted)));
        return torch.where(mask, logProb, torch.zeros_like(logProb));
    }

    /// <summary>The value, with a point inside the support in place of what the mask leaves out.</summary>
    private Tensor Counted(Tensor value)
    {
        Tensor elements = mask;
        for (int i = 0; i < EventShape.Rank; i++) elements = elements.unsqueeze(-1);
        return torch.where(elements, value, Support.FeasiblePoint(value));
    }
}
