namespace Ppl.Distributions;

/// <summary>
/// A distribution whose last batch dims are counted as event dims, the product of its elements along them: log p(x) = Σ_i log p_i(x_i).
/// Made by <see cref="Distribution.ToEvent"/>.
/// </summary>
public sealed partial class Independent : Distribution
{
    private Independent(Distribution elements, int dims)
        : base(elements.Over(elements.BatchShape.DropLast(dims)), elements.BatchShape.Last(dims) + elements.EventShape) =>
        (Elements, Dims) = (elements, dims);

    /// <summary>The distribution of the elements, with all its batch dims.</summary>
    public Distribution Elements { get; }

    /// <summary>How many of its batch dims are event dims here.</summary>
    public int Dims { get; }

    /// <inheritdoc/>
    public override Constraint Support => Elements.Support.ToEvent(Dims);

    /// <inheritdoc/>
    public override Distribution Expand(Shape batchShape) =>
        batchShape == BatchShape ? this : new Independent(Elements.Expand(batchShape + Elements.BatchShape.Last(Dims)), Dims);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Independent(Elements.Gather(index), Dims);

    /// <inheritdoc/>
    public override Tensor Entropy() => Elements.Entropy().SumLast(Dims);

    internal override string Name => $"{Elements.Name}.ToEvent({Dims})";

    internal static Distribution Of(Distribution distribution, int dims)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dims);
        if (dims > distribution.BatchShape.Rank)
            throw Error.EventDoesNotFit(distribution.Name, distribution.BatchShape, distribution.EventShape,
                $"ToEvent({dims}) asks for more batch dims than there are", distribution.BatchShape.Rank switch
                {
                    0 => $"batch [] is one element: write Expand([n]).ToEvent(1) for an event of n of them, or give arguments of shape [n].",
                    int rank => $"batch {distribution.BatchShape} has {rank}: ToEvent({rank}) takes all of it; Expand adds dims on its left.",
                });
        return distribution is Independent inner ? new Independent(inner.Elements, inner.Dims + dims) : new Independent(distribution, dims);
    }

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Dims == 0 ? Elements.LogProbUnchecked(value, BatchOf(value)) : Elements.SumOfLogProb(value, BatchOf(value), Dims);

    private Shape BatchOf(Tensor value) => Elements.LogProbShape(Shape.Of(value));
}
