namespace Ppl.Distributions;

/// <summary>
/// The distribution of a 1 with probability p (<see cref="Probs"/>), else a 0, given by p or by its logit
/// λ = log p - log(1 - p) (<see cref="Logits"/>): log P(x) = x log p + (1 - x) log(1 - p) = x λ - log(1 + e^λ).
/// </summary>
/// <remarks>Values are 0 and 1 in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class Bernoulli : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Boolean;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>The probability p of a 1.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>The logit λ of p.</summary>
    public TensorLike Logits => Chance.Logits;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Chance.IsLogit
        ? value * Chance.Given - Chance.Given.Softplus()
        : Stable.Choose(value > 0, Chance.Log, Chance.LogComplement, value);
}
