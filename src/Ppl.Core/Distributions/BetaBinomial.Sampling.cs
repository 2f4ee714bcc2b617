namespace Ppl.Distributions;

public sealed partial class BetaBinomial
{
    /// <summary>A binomial draw whose probability is G₁ / (G₁ + G₀), two gamma draws.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration1, Concentration0, TotalCount]);
        Shape shape = DrawShape(sampleShape);
        Tensor Full(TensorLike argument) => argument.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        Tensor logits = LogGamma.Sample(rng, Full(Concentration1)).detach() - LogGamma.Sample(rng, Full(Concentration0)).detach();
        return torch.binomial(Full(TotalCount), logits.sigmoid(), rng.Generator(device));
    }

    /// <summary>n α / (α + β).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * (Concentration1 / Concentration));

    /// <summary>n m (1 - m) (α + β + n) / (α + β + 1), m = α / (α + β).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * (Concentration1 / Concentration) * (Concentration0 / Concentration)
        * ((Concentration + TotalCount) / (Concentration + 1)));

    /// <summary>A sum over 0, 1, ..., n.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountSums.Entropy(this, TotalCount);

    /// <summary>A sum over 0, 1, ..., value.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountSums.Cdf(this, value);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);

    private TensorLike Concentration => Concentration1 + Concentration0;
}
