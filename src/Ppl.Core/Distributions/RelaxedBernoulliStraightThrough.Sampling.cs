namespace Ppl.Distributions;

public sealed partial class RelaxedBernoulliStraightThrough
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

    /// <summary>True, by a biased gradient: that of the variable before it was rounded.</summary>
    public override bool IsReparameterized => true;

    /// <summary>1 where the relaxed draw is above 1/2, with the gradient of that draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor soft = relaxed.Expand(BatchShape).Sample(rng, sampleShape);
        return (soft > 0.5).to_type(soft.dtype).WithSlope(soft, () => torch.ones_like(soft));
    }

    internal override Tensor RelaxedLogDensity(Tensor value) => LogDensity(value);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new RelaxedBernoulliStraightThrough((RelaxedBernoulli)relaxed.Expand(BatchShape).Gather(index));

    /// <summary>0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true)
    {
        Tensor? parameter = Temperature.Tensor ?? Probs.Tensor;
        return Enumerated(torch.arange(2, parameter?.dtype ?? torch.ScalarType.Float32, parameter?.device), expand);
    }

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Probs);

    /// <summary>p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Probs * (-relaxed.Logits).Sigmoid());

    /// <summary>-p log p - (1 - p) log(1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(relaxed.Logits.Softplus() - relaxed.Logits * Probs);

    /// <summary>That of <see cref="Bernoulli"/>.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Bernoulli.FromLogits(relaxed.Logits).Cdf(value);

    /// <summary>0 for p up to the probability of 0, else 1.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
