namespace Ppl.Distributions;

/// <summary>
/// A mixture of K distributions of one family, the last batch dim of <see cref="Components"/>, with the probabilities of <see cref="Mixing"/>:
/// log p(x) = log Σ_k P(k) p_k(x). The choice of k is summed out.
/// </summary>
public sealed partial class MixtureSameFamily : Distribution
{
    /// <summary>That of the components, which must not depend on k.</summary>
    /// <inheritdoc/>
    public override Constraint Support => Components.Support;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor each = value.unsqueeze(-1 - EventShape.Rank);
        Tensor logProb = Components.LogProbUnchecked(each, Components.LogProbShape(Shape.Of(each)));
        return (logProb + Mixing.LogProbs(logProb)).logsumexp(-1);
    }
}
