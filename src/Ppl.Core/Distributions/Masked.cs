namespace Ppl.Distributions;

/// <summary>A distribution some of whose elements do not count: log p(x) is 0 where the mask is false. Made by <see cref="Distribution.Masked(Tensor)"/>.</summary>
/// <remarks>
/// A left-out value is replaced by a point inside the support before the density is taken, so that NaN there gives neither NaN nor a
/// NaN gradient. Draws are not affected.
/// </remarks>
public sealed partial class Masked : Distribution
{
    internal Masked(Distribution distribution, Tensor mask)
        : base(distribution.Over(Arguments.Join(distribution.Name, new Arguments(distribution.BatchShape, Name: "batch"), Arguments.Of(mask)).Batch), distribution.EventShape)
    {
        Check.Mask(distribution, mask);
        Unmasked = distribution.Expand(BatchShape);
        Mask = mask;
    }

    /// <summary>The distribution of which some elements do not count, over the whole batch.</summary>
    internal Distribution Unmasked { get; }

    /// <summary>Which elements count.</summary>
    internal Tensor Mask { get; }

    /// <inheritdoc/>
    public override Constraint Support => Unmasked.Support;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => Unmasked.HasEnumerableSupport;

    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => Unmasked.EnumerateSupport(expand);

    /// <inheritdoc/>
    public override Distribution Expand(Shape batchShape) =>
        batchShape == BatchShape ? this : new Masked(Unmasked.Expand(batchShape), Mask);

    internal override string Name => $"{Unmasked.Name}.Masked";

    internal override void CheckValue(Tensor value) => Unmasked.CheckValue(Counted(value));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor counted = Counted(value);
        Tensor logProb = Unmasked.LogProbUnchecked(counted, Unmasked.LogProbShape(Shape.Of(counted)));
        return torch.where(Mask, logProb, torch.zeros_like(logProb));
    }

    /// <summary>The value, with a point inside the support in place of what the mask leaves out.</summary>
    private Tensor Counted(Tensor value)
    {
        Tensor elements = Mask;
        for (int i = 0; i < EventShape.Rank; i++) elements = elements.unsqueeze(-1);
        return torch.where(elements, value, Support.FeasiblePoint(value));
    }
}
