namespace Ppl.Distributions;

/// <summary>
/// The relaxed (concrete) Bernoulli distribution on [0, 1] with temperature τ (<see cref="Temperature"/>) and logit λ (<see cref="Logits"/>), that of
/// σ((λ + L) / τ) with a standard logistic L: log p(x) = log τ + u - 2 log(1 + e^u) - log x - log(1 - x), u = λ - τ log(x / (1 - x)). The colder,
/// the closer to a Bernoulli variable.
/// </summary>
/// <remarks>Maddison, Mnih and Teh, The concrete distribution (2017), appendix B.</remarks>
public sealed partial class RelaxedBernoulli : Distribution
{
    private readonly TensorLike parameter;
    private readonly bool isLogits;

    /// <summary>The relaxed Bernoulli distribution whose x is above 1/2 with probability <paramref name="probs"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a probability is not strictly between 0 and 1. PPL101: the shapes do not broadcast.</exception>
    public RelaxedBernoulli(TensorLike temperature, TensorLike probs)
        : this(Check.Positive(nameof(RelaxedBernoulli), temperature), Check.OpenProbability(nameof(RelaxedBernoulli), probs), isLogits: false)
    {
    }

    private RelaxedBernoulli(TensorLike temperature, TensorLike parameter, bool isLogits)
        : base(Arguments.Of(nameof(RelaxedBernoulli), temperature, parameter, bName: isLogits ? "logits" : "probs")) => (Temperature, this.parameter, this.isLogits) = (temperature, parameter, isLogits);

    /// <summary>The relaxed Bernoulli distribution with the given logits.</summary>
    /// <exception cref="PplException">PPL018: the temperature is not positive, or a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static RelaxedBernoulli FromLogits(TensorLike temperature, TensorLike logits) =>
        new(Check.Positive(nameof(RelaxedBernoulli), temperature), Check.Real(nameof(RelaxedBernoulli), logits), isLogits: true);

    /// <summary>The temperature τ.</summary>
    public TensorLike Temperature { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <summary>The probability that x is above 1/2.</summary>
    public TensorLike Probs => isLogits ? parameter.Sigmoid() : parameter;

    /// <summary>The logit λ of <see cref="Probs"/>.</summary>
    public TensorLike Logits => isLogits ? parameter : parameter.Log() - (-parameter).Log1p();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedBernoulli(Temperature.Gather(index, BatchShape), parameter.Gather(index, BatchShape), isLogits).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.log(), logRest = (-value).log1p(), u = Logits - Temperature * (log - logRest);
        return Temperature.Log() + u.add(Stable.Softplus(u), -2) - (log + logRest);
    }
}
