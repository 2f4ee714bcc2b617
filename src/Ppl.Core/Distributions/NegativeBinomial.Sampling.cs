namespace Ppl.Distributions;

public sealed partial class NegativeBinomial
{
    /// <summary>A Poisson draw whose rate is a gamma draw of concentration r and mean r p / (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, chance.Given]);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(DrawShape(sampleShape).AsSpan());
        Tensor rate = torch._standard_gamma(total, rng.Generator(device)) * chance.Odds;
        return torch.poisson(rate.detach(), rng.Generator(device));
    }

    /// <summary>r p / (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * chance.Odds);

    /// <summary>r p / (1 - p)².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * (chance.Odds + chance.Odds.Square()));

    /// <summary>-E[log P(X)], an integral in place of a sum without end.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountEntropy.NegativeBinomial(OverBatch(TotalCount), OverBatch(chance.Odds));

    /// <summary>I_q(r, ⌊value⌋ + 1), q = 1 - p, the regularised incomplete beta function on the CPU; where a gradient to r is asked for, a sum over 0, 1, ..., value.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountCdf.NegativeBinomial(this, TensorLike.Real(value, TotalCount, chance.Given), TotalCount, chance.Probs, chance.Complement);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
