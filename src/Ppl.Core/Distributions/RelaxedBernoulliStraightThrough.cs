namespace Ppl.Distributions;

/// <summary>
/// A Bernoulli distribution whose draws, 0 or 1, carry the gradient of the <see cref="RelaxedBernoulli"/> variable that they round. A relaxed variable
/// is above 1/2 with the Bernoulli variable's probability whatever its temperature, so that mass, mean and variance are those of
/// <see cref="Bernoulli"/>: log P(x) = x λ - log(1 + e^λ).
/// </summary>
/// <remarks>Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax (2017), section 2.2. The gradient is biased; the colder, the less.</remarks>
public sealed partial class RelaxedBernoulliStraightThrough : Distribution
{
    private readonly RelaxedBernoulli relaxed;

    /// <summary>Draws are 1 with probability <paramref name="probs"/>; both arguments broadcast.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a probability is not strictly between 0 and 1. PPL101: the shapes do not broadcast.</exception>
    public RelaxedBernoulliStraightThrough(TensorLike temperature, TensorLike probs)
        : this(new RelaxedBernoulli(temperature, probs))
    {
    }

    internal RelaxedBernoulliStraightThrough(RelaxedBernoulli relaxed)
        : base(relaxed.Over(relaxed.BatchShape)) => this.relaxed = relaxed;

    /// <summary>Draws are 1 with probability 1 / (1 + e^(-<paramref name="logits"/>)).</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static RelaxedBernoulliStraightThrough FromLogits(TensorLike temperature, TensorLike logits) => new(RelaxedBernoulli.FromLogits(temperature, logits));

    /// <summary>The temperature of the variable whose gradient a draw carries.</summary>
    public TensorLike Temperature => relaxed.Temperature;

    /// <summary>The probability of a 1.</summary>
    public TensorLike Probs => relaxed.Probs;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Boolean;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) => Enumerated(SupportLists.Counts(1, Temperature, Probs), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedBernoulliStraightThrough((RelaxedBernoulli)relaxed.Expand(BatchShape).Gather(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike logits = relaxed.Logits;
        return value * logits - logits.Softplus();
    }
}
