namespace Ppl.Distributions;

public sealed partial class Bernoulli
{
    /// <summary>1 where a uniform number is below p.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor uniform = rng.Rand(DrawShape(sampleShape), Chance.Given);
        return (uniform < Probs).to_type(uniform.dtype);
    }

    internal override Distribution Relaxed(TensorLike temperature, bool isRounded)
    {
        RelaxedBernoulli relaxed = Chance.IsLogit ? RelaxedBernoulli.FromLogits(temperature, Chance.Given) : new RelaxedBernoulli(temperature, Chance.Given);
        return (isRounded ? new RelaxedBernoulliStraightThrough(relaxed) : (Distribution)relaxed).Expand(BatchShape);
    }

    internal override Tensor RelaxedLogDensity(Tensor value) => Chance.IsLogit ? LogDensity(value) : value * Chance.Log + (1 - value) * Chance.LogComplement;

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Probs);

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Probs * Chance.Complement);

    /// <summary>-p log p - (1 - p) log(1 - p), 0 where p is 0 or 1.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => torch.special.entr(OverBatch(Probs)) + torch.special.entr(OverBatch(Chance.Complement));

    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor atZero = torch.where(value >= 0, Chance.Complement.Beside(value), torch.zeros_like(value));
        return torch.where(value >= 1, torch.ones_like(atZero), atZero);
    }

    /// <summary>0 for p up to the probability of 0, else 1.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
