namespace Ppl.Distributions;

/// <summary>
/// A Bernoulli distribution whose draws, 0 or 1, carry the gradient of the <see cref="RelaxedBernoulli"/> variable that they round. A relaxed variable
/// is above 1/2 with the Bernoulli variable's probability whatever its temperature, so that mass, mean and variance are those of
/// <see cref="Bernoulli"/>: log P(x) = x λ - log(1 + e^λ).
/// </summary>
/// <remarks>Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax (2017), section 2.2. The gradient is biased; the colder, the less.</remarks>
public sealed partial class RelaxedBernoulliStraightThrough : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Boolean;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike logits = relaxed.Logits;
        return value * logits - logits.Softplus();
    }
}
