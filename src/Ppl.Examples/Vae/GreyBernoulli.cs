using Ppl.Distributions;

namespace Ppl.Examples;

/// <summary>
/// A coin for each pixel, told of its grey x in [0, 1] instead of its side: log p(x) = x λ - log(1 + e^λ) is the mean of a coin's log probability where grey is the
/// probability of ink, E[log Bernoulli(b; λ)], b ~ Bernoulli(x). It is no density on greys, which <see cref="ContinuousBernoulli"/> is.
/// </summary>
/// <param name="logits">λ.</param>
internal sealed class GreyBernoulli(Tensor logits) : Distribution(Shape.Of(logits))
{
    public override Constraint Support => Constraints.UnitInterval;

    /// <summary>1 / (1 + e^-λ).</summary>
    public override Tensor Mean => logits.sigmoid();

    /// <summary>Sides of coins.</summary>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Bernoulli.FromLogits(logits).Expand(BatchShape).Sample(rng, sampleShape);

    protected override Tensor LogDensity(Tensor value) => value * logits - logits.softplus();
}
