namespace Ppl.Distributions;

/// <summary>
/// The relaxed (concrete) one-hot categorical distribution on the simplex of K places with temperature τ (<see cref="Temperature"/>) and logits λ, that
/// of the softmax of (λ + G) / τ with standard Gumbel variables G:
/// log p(x) = log Γ(K) + (K - 1) log τ + Σ (uᵢ - log Σ e^u) - Σ log xᵢ, u = λ - τ log x, a density of the first K - 1 coordinates. The colder, the closer to
/// a <see cref="OneHotCategorical"/> variable.
/// </summary>
/// <remarks>Maddison, Mnih and Teh, The concrete distribution (2017), definition 1.</remarks>
public sealed partial class RelaxedOneHotCategorical : Distribution
{
    private readonly Categories categories;

    /// <summary>The relaxed distribution with probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: the temperature or an entry is not positive. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public RelaxedOneHotCategorical(TensorLike temperature, TensorLike probs)
        : this(temperature, new Categories(Check.Positive(nameof(RelaxedOneHotCategorical), probs), IsLogits: false))
    {
    }

    private RelaxedOneHotCategorical(TensorLike temperature, Categories categories)
        : base(Arguments.Join(nameof(RelaxedOneHotCategorical), Arguments.Of(temperature), categories.Argument(nameof(RelaxedOneHotCategorical))), [categories.Count])
    {
        Temperature = Check.Positive(nameof(RelaxedOneHotCategorical), temperature);
        this.categories = categories;
    }

    /// <summary>The relaxed distribution with probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a logit is not finite. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public static RelaxedOneHotCategorical FromLogits(TensorLike temperature, TensorLike logits) =>
        new(temperature, Categories.OfLogits(nameof(RelaxedOneHotCategorical), logits));

    /// <summary>The temperature τ.</summary>
    public TensorLike Temperature { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedOneHotCategorical(Temperature.Gather(index, BatchShape), categories.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        long rest = categories.Count - 1;
        Tensor given = categories.Given.Beside(value), log = value.log(), score = (categories.IsLogits ? given : given.log()) - Temperature.Column(value) * log;
        return (score - score.logsumexp(-1, keepdim: true) - log).sum(dim: -1) + (Temperature.Log() * rest + ((TensorLike)categories.Count).Lgamma());
    }

    /// <summary>The one-hot distribution of the largest coordinate.</summary>
    internal OneHotCategorical Largest => categories.IsLogits ? OneHotCategorical.FromLogits(categories.Given) : new OneHotCategorical(categories.Given);
}
