namespace Ppl.Distributions;

/// <summary>
/// The distribution of a vector with a 1 at one of K places and zeros elsewhere; the place has probabilities proportional to the last dim of
/// <c>probs</c>, or to the exponential of the last dim of <c>logits</c>: log P(x) = Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Values may come in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class OneHotCategorical : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.OneHot;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor given = categories.Given.Beside(value), here = (value * given).sum(dim: -1);
        return categories.IsLogits ? here - given.logsumexp(-1) : (here / given.sum(dim: -1)).log();
    }
}
