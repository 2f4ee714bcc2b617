namespace Ppl.Distributions;

public sealed partial class Multinomial
{
    private readonly Categories categories;

    /// <summary>The distribution of <paramref name="totalCount"/> trials over categories with probabilities proportional to the last dim of <paramref name="probs"/>.</summary>
    /// <exception cref="PplException">PPL018: the total is no count, or an entry is negative. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public Multinomial(TensorLike totalCount, TensorLike probs)
        : this(totalCount, Categories.OfProbs(nameof(Multinomial), probs))
    {
    }

    private Multinomial(TensorLike totalCount, Categories categories)
        : base(Arguments.Join(nameof(Multinomial), Arguments.Of(totalCount), categories.Argument(nameof(Multinomial))), [categories.Count])
    {
        TotalCount = Check.Count(nameof(Multinomial), totalCount).Real(categories.Given);
        this.categories = categories;
    }

    /// <summary>The distribution of <paramref name="totalCount"/> trials over categories with probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: the total is no count, or a logit is not finite. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public static Multinomial FromLogits(TensorLike totalCount, TensorLike logits) => new(totalCount, Categories.OfLogits(nameof(Multinomial), logits));

    /// <summary>The number n of trials.</summary>
    public TensorLike TotalCount { get; }

    /// <summary>Each count is a binomial draw from what the counts before it left.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, categories.Given]);
        Shape shape = sampleShape + BatchShape;
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        return CountDraws.Multinomial(rng, total, categories.ProbsOf(categories.Given.ToTensor(dtype, device)).expand((shape + EventShape).AsSpan()));
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Multinomial(TotalCount.Gather(index, BatchShape), categories.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>All ways in which n trials fall into K categories, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(CountSums.Compositions(Shared(TotalCount), EventShape[0], TotalCount, categories.Given), expand);

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
