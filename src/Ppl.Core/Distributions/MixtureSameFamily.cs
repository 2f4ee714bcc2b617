namespace Ppl.Distributions;

/// <summary>
/// A mixture of K distributions of one family, the last batch dim of <see cref="Components"/>, with the probabilities of <see cref="Mixing"/>:
/// log p(x) = log Σ_k P(k) p_k(x). The choice of k is summed out.
/// </summary>
public sealed partial class MixtureSameFamily : Distribution
{
    /// <summary>The mixture of <paramref name="components"/>, along their last batch dim, with the probabilities of <paramref name="mixing"/>.</summary>
    /// <exception cref="PplException">PPL107: the last batch dim of the components is not the number of categories. PPL101: the other batch dims do not broadcast.</exception>
    public MixtureSameFamily(Categorical mixing, Distribution components)
        : base(Arguments.Join(nameof(MixtureSameFamily), components.Over(Batch(mixing, components)) with { Name = nameof(components) }, mixing.Over(mixing.BatchShape) with { Name = nameof(mixing) }), components.EventShape) => (Mixing, Components) = (mixing, components);

    /// <summary>The distribution of the component that is drawn.</summary>
    public Categorical Mixing { get; }

    /// <summary>The components, along the last batch dim.</summary>
    public Distribution Components { get; }

    /// <summary>That of the components, which must not depend on k.</summary>
    /// <inheritdoc/>
    public override Constraint Support => Components.Support;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new MixtureSameFamily(
        (Categorical)Mixing.Expand(BatchShape).Gather(index), Components.Expand(BatchShape + Components.BatchShape.Last(1)).Gather(index)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor each = value.unsqueeze(-1 - EventShape.Rank);
        Tensor logProb = Components.LogProbUnchecked(each, Components.LogProbShape(Shape.Of(each)));
        return (logProb + Mixing.LogProbs(logProb)).logsumexp(-1);
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
