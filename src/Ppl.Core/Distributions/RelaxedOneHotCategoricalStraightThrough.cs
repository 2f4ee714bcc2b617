namespace Ppl.Distributions;

/// <summary>
/// A one-hot categorical distribution whose draws carry the gradient of the <see cref="RelaxedOneHotCategorical"/> variable that they round. The largest
/// coordinate of a relaxed variable has the categorical variable's probabilities whatever its temperature, so that mass, mean and variance are
/// those of <see cref="OneHotCategorical"/>: log P(x) = Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax (2017), section 2.2. The gradient is biased; the colder, the less.</remarks>
public sealed partial class RelaxedOneHotCategoricalStraightThrough : Distribution
{
    private readonly RelaxedOneHotCategorical relaxed;

    /// <summary>Draws have probabilities proportional to the last dim of <paramref name="probs"/>, which need not sum to 1.</summary>
    /// <exception cref="PplException">PPL018: the temperature or an entry is not positive. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public RelaxedOneHotCategoricalStraightThrough(TensorLike temperature, TensorLike probs)
        : this(new RelaxedOneHotCategorical(temperature, probs))
    {
    }

    internal RelaxedOneHotCategoricalStraightThrough(RelaxedOneHotCategorical relaxed)
        : base(relaxed.Over(relaxed.BatchShape), relaxed.EventShape) => this.relaxed = relaxed;

    /// <summary>Draws have probabilities proportional to the exponential of the last dim of <paramref name="logits"/>.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a logit is not finite. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public static RelaxedOneHotCategoricalStraightThrough FromLogits(TensorLike temperature, TensorLike logits) =>
        new(RelaxedOneHotCategorical.FromLogits(temperature, logits));

    /// <summary>The temperature of the variable whose gradient a draw carries.</summary>
    public TensorLike Temperature => relaxed.Temperature;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.OneHot;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>The K vectors, the first category first.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => Rounded.EnumerateSupport(expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedOneHotCategoricalStraightThrough((RelaxedOneHotCategorical)relaxed.Expand(BatchShape).Gather(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => Rounded.Entropy();

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => relaxed.Largest.LogProbUnchecked(value, relaxed.Largest.LogProbShape(Shape.Of(value)));

    private Distribution Rounded => relaxed.Largest.Expand(BatchShape);
}
