namespace Ppl.Distributions;

/// <summary>
/// The distribution of a vector with a 1 at one of K places and zeros elsewhere; the place has probabilities proportional to the last dim of
/// <c>probs</c>, or to the exponential of the last dim of <c>logits</c>: log P(x) = Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Values may come in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class OneHotCategorical : Distribution
{
    private readonly Categories categories;

    /// <summary>The distribution with probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: an entry is negative. PPL107: there is no dim of categories.</exception>
    public OneHotCategorical(TensorLike probs)
        : this(Categories.OfProbs(nameof(OneHotCategorical), probs))
    {
    }

    private OneHotCategorical(Categories categories)
        : base(categories.Argument(nameof(OneHotCategorical)), [categories.Count]) => this.categories = categories;

    /// <summary>The distribution with probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite. PPL107: there is no dim of categories.</exception>
    public static OneHotCategorical FromLogits(TensorLike logits) => new(Categories.OfLogits(nameof(OneHotCategorical), logits));

    /// <inheritdoc/>
    public override Constraint Support => Constraints.OneHot;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>The K vectors, the first category first.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.UnitVectors(categories.Count, categories.Given), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new OneHotCategorical(categories.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor given = categories.Given.Beside(value), here = (value * given).sum(dim: -1);
        return categories.IsLogits ? here - given.logsumexp(-1) : (here / given.sum(dim: -1)).log();
    }
}
