namespace Ppl.Distributions;

public sealed partial class Multinomial
{
    /// <summary>Each count is a binomial draw from what the counts before it left.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, categories.Given]);
        Shape shape = sampleShape + BatchShape;
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        return CountDraws.Multinomial(rng, total, categories.ProbsOf(categories.Given.ToTensor(dtype, device)).expand((shape + EventShape).AsSpan()));
    }

    /// <summary>n p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Total * Stretch(categories.Probs, BatchShape + EventShape);

    /// <summary>n p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Mean * (1 - categories.Probs);

    /// <summary>-E[log P(X)], whose terms are sums over the binomial distribution of each count.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor probs = categories.Probs;
        Tensor each = CountSums.Expectation(new Binomial(Total, probs), TotalCount, count => CountMass.Poisson(count, Total + 1, new(probs)));
        return OverBatch(CountMass.OfTotal(TotalCount) - each.sum(dim: -1));
    }

    private TensorLike Total => TotalCount.Column(categories.Given.ToTensor());
}
