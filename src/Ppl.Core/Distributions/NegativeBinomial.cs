namespace Ppl.Distributions;

/// <summary>
/// The negative binomial distribution of the number of successes, each of probability p (<see cref="Probs"/>), before r failures
/// (<see cref="TotalCount"/>, any positive number): log P(x) = log Γ(x + r) - log x! - log Γ(r) + r log(1 - p) + x log p for x = 0, 1, 2, ...
/// It is a Poisson count whose rate has a gamma distribution.
/// </summary>
/// <remarks>The mean is r p / (1 - p). Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class NegativeBinomial : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => chance.Logits;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        CountMass.NegativeBinomial(TensorLike.Real(value, TotalCount, chance.Given), TotalCount, chance.ProbsShare, chance.ComplementShare);
}
