namespace Ppl.Distributions;

public sealed partial class MixtureSameFamily
{
    /// <summary>The mixture of <paramref name="components"/>, along their last batch dim, with the probabilities of <paramref name="mixing"/>.</summary>
    /// <exception cref="PplException">PPL107: the last batch dim of the components is not the number of categories. PPL101: the other batch dims do not broadcast.</exception>
    public MixtureSameFamily(Categorical mixing, Distribution components)
        : base(Arguments.Join(nameof(MixtureSameFamily), components.Over(Batch(mixing, components)) with { Name = nameof(components) }, mixing.Over(mixing.BatchShape) with { Name = nameof(mixing) }), components.EventShape) => (Mixing, Components) = (mixing, components);

    /// <summary>The distribution of the component that is drawn.</summary>
    public Categorical Mixing { get; }

    /// <summary>The components, along the last batch dim.</summary>
    public Distribution Components { get; }

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

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new MixtureSameFamily(
        (Categorical)Mixing.Expand(BatchShape).Gather(index), Components.Expand(BatchShape + Components.BatchShape.Last(1)).Gather(index)).Expand(GatheredShape(index));

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

    private static Shape Batch(Categorical mixing, Distribution components)
    {
        Shape batch = components.BatchShape;
        long categories = mixing.NumberOfCategories;
        return batch.Rank > 0 && batch[^1] == categories ? batch.DropLast(1)
            : throw Error.EventDoesNotFit(nameof(MixtureSameFamily), batch, components.EventShape, $"the last batch dim is not the number of categories, {categories}",
                "give the components a last batch dim of one for each category.");
    }
}
