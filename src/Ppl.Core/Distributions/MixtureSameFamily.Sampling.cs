namespace Ppl.Distributions;

public sealed partial class MixtureSameFamily
{
    /// <summary>False, whatever the components are: the choice of one has no gradient, and the draws are cut off from the parameters of all.</summary>
    public override bool IsReparameterized => false;

    /// <summary>A draw of each component, of which one is taken.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor chosen = Mixing.Expand(BatchShape).Sample(rng, sampleShape).unsqueeze(-1);
        Tensor draws = Components.Expand(BatchShape + Components.BatchShape.Last(1)).Sample(rng, sampleShape).detach();
        int dim = -1 - EventShape.Rank;
        for (int i = 0; i < EventShape.Rank; i++) chosen = chosen.unsqueeze(-1);
        return draws.gather(dim, chosen.expand((sampleShape + BatchShape + Shape.Create([1]) + EventShape).AsSpan())).squeeze(dim);
    }

    /// <summary>Σ P(k) E_k[X].</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Average(Components.Mean);

    /// <summary>Σ P(k) (Var_k[X] + (E_k[X] - E[X])²).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Average(Components.Variance + (Components.Mean - Mean.unsqueeze(-1 - EventShape.Rank)).square());

    /// <summary>Σ P(k) F_k(value).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor each = Components.Cdf(value.unsqueeze(-1));
        return (each * Mixing.LogProbs(each).exp()).sum(dim: -1);
    }

    /// <summary>The mean over the components of a statistic of each.</summary>
    private Tensor Average(Tensor ofEach)
    {
        Tensor probs = Mixing.LogProbs(ofEach).exp();
        for (int i = 0; i < EventShape.Rank; i++) probs = probs.unsqueeze(-1);
        return Stretch((ofEach * probs).sum(dim: -1 - EventShape.Rank), BatchShape + EventShape);
    }
}
