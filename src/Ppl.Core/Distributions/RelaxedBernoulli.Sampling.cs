namespace Ppl.Distributions;

public sealed partial class RelaxedBernoulli
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
    public override bool IsReparameterized => true;

    /// <summary>σ((λ + log(U / (1 - U))) / τ), U uniform; kept off 0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Temperature, parameter)).ClampUnit();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedBernoulli(Temperature.Gather(index, BatchShape), parameter.Gather(index, BatchShape), isLogits).Expand(GatheredShape(index));

    /// <summary>σ(τ log(x / (1 - x)) - λ).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (Temperature * (value.log() - (-value).log1p()) - Logits).sigmoid();

    /// <summary>σ((λ + log(p / (1 - p))) / τ).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => ((Logits + (p.log() - (-p).log1p())) / Temperature).sigmoid();
}
