namespace Ppl.Distributions;

/// <summary>
/// The multinomial distribution of how often each of K categories comes in n trials (<see cref="TotalCount"/>), with probabilities p proportional
/// to the last dim of <c>probs</c>, or to the exponential of the last dim of <c>logits</c>: log P(x) = log n! - Σ log xᵢ! + Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class Multinomial : Distribution
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

    /// <inheritdoc/>
    public override Constraint Support => new MultinomialConstraint(TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>All ways in which n trials fall into K categories, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.Compositions(Shared(TotalCount), EventShape[0], TotalCount, categories.Given), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Multinomial(TotalCount.Gather(index, BatchShape), categories.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>Poisson counts of rates (n + 1) pᵢ, given that their sum is n.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor count = TensorLike.Real(value, TotalCount, categories.Given);
        return CountMass.Poisson(count, TotalCount.Column(count) + 1, categories.Share(count)).sum(dim: -1) - CountMass.OfTotal(TotalCount);
    }
}
