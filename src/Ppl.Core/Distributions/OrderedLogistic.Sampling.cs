namespace Ppl.Distributions;

public sealed partial class OrderedLogistic
{
    /// <summary>The number of categories k with P(y ≤ k) of at most a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Predictor, Cutpoints]);
        Tensor uniform = rng.Rand(DrawShape(sampleShape), Predictor, Cutpoints).unsqueeze(-1);
        return (uniform >= AtMost(Cutpoints.ToTensor(dtype, device))).sum(dim: -1);
    }

    /// <summary>Σ_k P(y &gt; k).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Above(Cutpoints.ToTensor()).sum(dim: -1));

    /// <summary>Σ_k (2k + 1) P(y &gt; k) - E[y]², k = 0, 1, ..., as a sum over pairs of P(y &gt; the larger) P(y ≤ the smaller).</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor cutpoints = Cutpoints.ToTensor(), pairs = AtMost(cutpoints).unsqueeze(-1) * Above(cutpoints).unsqueeze(-2);
            return OverBatch((pairs.triu() + pairs.triu(1)).sum([-2, -1]));
        }
    }

    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor logProbs = LogProbs(Cutpoints.ToTensor());
        return Stretch(-(logProbs.exp() * logProbs).sum(dim: -1), BatchShape);
    }

    /// <summary>σ(c_k - η) for k = ⌊value⌋, 0 below the first category and 1 from the last on.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor atMost = AtMost(Cutpoints.Beside(value)), edge = atMost.narrow(-1, 0, 1);
        Tensor table = torch.cat([torch.zeros_like(edge), atMost, torch.ones_like(edge)], -1);
        return Categorical.Pick(table, value.floor().clamp(-1, Cutpoints.Shape[^1]) + 1);
    }

    /// <summary>The least category whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);

    /// <summary>P(y ≤ k) for all k but the last.</summary>
    private Tensor AtMost(Tensor cutpoints) => (cutpoints - Predictor.Column(cutpoints)).sigmoid();

    /// <summary>P(y &gt; k) for all k but the last.</summary>
    private Tensor Above(Tensor cutpoints) => (Predictor.Column(cutpoints) - cutpoints).sigmoid();
}
