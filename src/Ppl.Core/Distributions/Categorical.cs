namespace Ppl.Distributions;

/// <summary>
/// The distribution of a whole number 0, 1, ..., K - 1 with probabilities proportional to the last dim of <c>probs</c>, or to the exponential
/// of the last dim of <c>logits</c>: log P(k) = log(probs_k / Σ probs) = logits_k - log Σ e^logits.
/// </summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class Categorical : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.IntegerInterval(0, NumberOfCategories - 1);

    /// <summary>K.</summary>
    internal long NumberOfCategories => parameter.Shape[^1];

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor weights = parameter.Beside(value);
        return isLogits ? Pick(weights, value) - weights.logsumexp(-1) : (Pick(weights, value) / weights.sum(dim: -1)).log();
    }

    /// <summary>The log probabilities of the categories along the last dim, in the dtype of the parameter or else of <paramref name="other"/>.</summary>
    internal Tensor LogProbs(Tensor other)
    {
        Tensor weights = parameter.Beside(other);
        return isLogits ? weights - weights.logsumexp(-1, keepdim: true) : (weights / weights.sum(-1, keepdim: true)).log();
    }

    /// <summary>The weight of the category that each value names.</summary>
    internal static Tensor Pick(Tensor weights, Tensor value)
    {
        Shape categories = Shape.Of(weights);
        Shape batch = Shape.Broadcast(Shape.Of(value), categories.DropLast(1));
        Tensor index = Stretch(value.@long(), batch).unsqueeze(-1);
        return Stretch(weights, batch + categories.Last(1)).gather(-1, index).squeeze(-1);
    }
}
