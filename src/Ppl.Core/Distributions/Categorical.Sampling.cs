namespace Ppl.Distributions;

public sealed partial class Categorical
{
    private readonly TensorLike parameter;
    private readonly bool isLogits;

    /// <summary>The distribution with probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: an entry is negative. PPL107: there is no dim of categories.</exception>
    public Categorical(TensorLike probs)
        : this(Check.NonNegative(nameof(Categorical), probs), isLogits: false)
    {
    }

    private Categorical(TensorLike parameter, bool isLogits)
        : base(Arguments.Of(parameter, 1, isLogits ? "logits" : "probs") with { Batch = Batch(parameter.Shape) }) => (this.parameter, this.isLogits) = (parameter, isLogits);

    /// <summary>The distribution with probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite. PPL107: there is no dim of categories.</exception>
    public static Categorical FromLogits(TensorLike logits) => new(Check.Real(nameof(Categorical), logits), isLogits: true);

    /// <summary>The probabilities, as they were given.</summary>
    internal Categories Categories => new(parameter, isLogits);

    /// <summary>The number of categories with a cumulative probability of at most a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([parameter]);
        Tensor cumulative = Weights(parameter.ToTensor(dtype, device)).cumsum(-1);
        long last = Shape.Of(cumulative)[^1] - 1;
        Tensor uniform = rng.Rand(DrawShape(sampleShape), parameter).unsqueeze(-1) * cumulative.narrow(-1, last, 1);
        return (uniform >= cumulative.narrow(-1, 0, last)).sum(dim: -1);
    }

    /// <inheritdoc/>
    public override Distribution Gather(Tensor index) =>
        new Categorical(parameter.Gather(index, BatchShape, eventDim: 1), isLogits).Expand(GatheredShape(index));

    /// <summary>0, 1, ..., K - 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(torch.arange(parameter.Shape[^1], torch.ScalarType.Int64, parameter.Tensor?.device), expand);

    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor weights = Weights(parameter.ToTensor());
        Tensor entropy = torch.special.entr(weights / weights.sum(-1, keepdim: true)).sum(dim: -1);
        return entropy.expand(BatchShape.AsSpan());
    }

    /// <summary>The probability of the categories up to ⌊value⌋.</summary>
    /// <inheritdoc/>
    public override Tensor Cdf(Tensor value)
    {
        Tensor cumulative = Categories.ProbsOf(parameter.Beside(value)).cumsum(-1);
        Tensor table = torch.cat([torch.zeros_like(cumulative.narrow(-1, 0, 1)), cumulative], -1);
        return Pick(table, value.floor().clamp(-1, NumberOfCategories - 1) + 1);
    }

    /// <summary>The least category whose cdf is at least p.</summary>
    /// <inheritdoc/>
    public override Tensor Icdf(Tensor p) => CountSums.Quantile(this, p);

    /// <summary>The probabilities times a factor of their own for each batch element.</summary>
    private Tensor Weights(Tensor parameter) => isLogits ? parameter.softmax(-1) : parameter;

    private static Shape Batch(Shape parameter) => parameter.Rank > 0
        ? parameter.DropLast(1)
        : throw Error.EventDoesNotFit(nameof(Categorical), default, default, "a number is no vector of probabilities",
            "the last dim of the argument are the categories: give a vector, such as [0.2, 0.8].");
}
