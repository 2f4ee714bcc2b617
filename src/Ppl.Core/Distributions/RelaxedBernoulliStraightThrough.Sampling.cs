namespace Ppl.Distributions;

public sealed partial class RelaxedBernoulliStraightThrough
{
    /// <summary>True, by a biased gradient: that of the variable before it was rounded.</summary>
    public override bool IsReparameterized => true;

    /// <summary>1 where the relaxed draw is above 1/2, with the gradient of that draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor soft = relaxed.Expand(BatchShape).Sample(rng, sampleShape);
        return (soft > 0.5).to_type(soft.dtype).WithSlope(soft, () => torch.ones_like(soft));
    }

    internal override Tensor RelaxedLogDensity(Tensor value) => LogDensity(value);

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Probs);

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Probs * (-relaxed.Logits).Sigmoid());

    /// <summary>-p log p - (1 - p) log(1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(relaxed.Logits.Softplus() - relaxed.Logits * Probs);

    /// <summary>That of <see cref="Bernoulli"/>.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Bernoulli.FromLogits(relaxed.Logits).Cdf(value);

    /// <summary>0 for p up to the probability of 0, else 1.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
