namespace Ppl.Distributions;

/// <summary>
/// The multinomial distribution of how often each of K categories comes in n trials (<see cref="TotalCount"/>), with probabilities p proportional
/// to the last dim of <c>probs</c>, or to the exponential of the last dim of <c>logits</c>: log P(x) = log n! - Σ log xᵢ! + Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class Multinomial : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new MultinomialConstraint(TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>Poisson counts of rates (n + 1) pᵢ, given that their sum is n.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor count = TensorLike.Real(value, TotalCount, categories.Given);
        return CountMass.Poisson(count, TotalCount.Column(count) + 1, categories.Share(count)).sum(dim: -1) - CountMass.OfTotal(TotalCount);
    }
}
