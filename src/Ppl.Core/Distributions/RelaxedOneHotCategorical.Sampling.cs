namespace Ppl.Distributions;

public sealed partial class RelaxedOneHotCategorical
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
    public override bool IsReparameterized => true;

    /// <summary>softmax((λ - log(-log U)) / τ), U uniform, kept off the faces of the simplex.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Temperature, categories.Given]);
        Tensor given = categories.Given.ToTensor(dtype, device), logits = categories.IsLogits ? given : given.log();
        Tensor gumbel = -(-rng.Rand(DrawShape(sampleShape), Temperature, categories.Given).log()).log();
        return ((logits + gumbel) / Temperature.Column(given)).softmax(-1).ClampPositive();
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedOneHotCategorical(Temperature.Gather(index, BatchShape), categories.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>The one-hot distribution of the largest coordinate.</summary>
    internal OneHotCategorical Largest => categories.IsLogits ? OneHotCategorical.FromLogits(categories.Given) : new OneHotCategorical(categories.Given);
}
