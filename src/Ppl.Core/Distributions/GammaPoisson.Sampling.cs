namespace Ppl.Distributions;

public sealed partial class GammaPoisson
{
    /// <summary>A Poisson draw whose rate is a gamma draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor rate = new Gamma(Concentration, Rate).Expand(BatchShape).Sample(rng, sampleShape);
        return torch.poisson(rate.detach(), rng.Generator(rate.device));
    }

    /// <summary>α / β.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Concentration / Rate);

    /// <summary>α / β + α / β².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Concentration / Rate * (1 + 1 / Rate));

    /// <summary>-E[log P(X)], an integral in place of a sum without end.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountEntropy.NegativeBinomial(OverBatch(Concentration), OverBatch(1 / Rate));

    /// <summary>I_q(α, ⌊value⌋ + 1), q = β / (1 + β), the regularised incomplete beta function on the CPU; where a gradient to α is asked for, a sum over 0, 1, ..., value.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        TensorLike next = 1 + Rate;
        return CountCdf.NegativeBinomial(this, TensorLike.Real(value, Concentration, Rate), Concentration, 1 / next, Rate / next);
    }

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
