namespace Ppl.Distributions;

public abstract partial class ZeroInflated
{
    /// <summary>0 where a uniform number is below g, else a draw of the counts.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor draw = counts.Expand(BatchShape).Sample(rng, sampleShape);
        Tensor uniform = rng.Rand(DrawShape(sampleShape), draw);
        return torch.where(uniform < gate.Probs, torch.zeros_like(draw), draw);
    }

    /// <summary>(1 - g) times the mean of the count.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => counts.Expand(BatchShape).Mean * gate.Complement;

    /// <summary>(1 - g) (v + g m²), m and v the mean and variance of the count.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Distribution all = counts.Expand(BatchShape);
            return (all.Variance + all.Mean.square() * gate.Probs) * gate.Complement;
        }
    }

    /// <summary>η(P(0)) + (1 - g) (H₀ - η(P₀(0))) + η(1 - g) (1 - P₀(0)), H₀ the entropy of the count and η(p) = -p log p.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Distribution all = counts.Expand(BatchShape);
        Tensor entropy = all.Entropy(), zero = all.LogProbUnchecked(torch.zeros_like(entropy), BatchShape).exp();
        Tensor open = gate.Complement.Beside(entropy), atZero = gate.Probs + open * zero;
        return torch.special.entr(atZero) + open * (entropy - torch.special.entr(zero)) + torch.special.entr(open) * (1 - zero);
    }

    /// <summary>g + (1 - g) times the cdf of the count, from 0 on.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor cdf = counts.Cdf(value) * gate.Complement + gate.Probs;
        return torch.where(value >= 0, cdf, torch.zeros_like(cdf));
    }

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
