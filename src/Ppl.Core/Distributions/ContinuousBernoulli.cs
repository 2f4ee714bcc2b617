namespace Ppl.Distributions;

/// <summary>
/// The continuous Bernoulli distribution on [0, 1] with logits λ: log p(x) = λ x - C(λ), where C(λ) = log ∫ e^(λ x) dx over the
/// interval = log((e^λ - 1) / λ). Pixel intensities, for one, have it where 0 and 1 would be Bernoulli.
/// </summary>
/// <remarks>Loaiza-Ganem and Cunningham, The continuous Bernoulli, 2019. Their λ is <see cref="Probs"/> here: the logistic function of the logits, not the mean.</remarks>
public sealed partial class ContinuousBernoulli : Distribution
{
    /// <summary>Below this |λ| the series around 0 is taken: from there on both forms have all digits.</summary>
    private const double NearZero = 0.1;

    private readonly Chance chance;

    /// <summary>The continuous Bernoulli distribution with logits log(probs / (1 - probs)); 1/2 gives the uniform distribution.</summary>
    /// <exception cref="PplException">PPL018: an argument is not strictly between 0 and 1.</exception>
    public ContinuousBernoulli(TensorLike probs)
        : this(Chance.OfOpenProbs(nameof(ContinuousBernoulli), probs))
    {
    }

    private ContinuousBernoulli(Chance chance)
        : base(Arguments.Of(chance.Given, name: chance.Name)) => this.chance = chance;

    /// <summary>The continuous Bernoulli distribution with the given logits; 0 gives the uniform distribution.</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite.</exception>
    public static ContinuousBernoulli FromLogits(TensorLike logits) => new(Chance.OfLogits(nameof(ContinuousBernoulli), logits));

    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <summary>The logits λ: the slope of the log density.</summary>
    public TensorLike Logits => chance.Logits;

    /// <summary>1 / (1 + e^-λ): the probability of a 1 against a 0 if nothing lay between.</summary>
    public TensorLike Probs => chance.Probs;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new ContinuousBernoulli(chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike logits = Logits;
        return value * logits - (logits.Tensor is { } tensor ? LogNormalizer(tensor) : logits.Map(LogNormalizer));
    }

    /// <summary>
    /// C(λ) = max(λ, 0) + log((1 - e^-|λ|) / |λ|), and around 0 its series λ/2 + λ²/24 - λ⁴/2880 + λ⁶/181440 - ...
    /// </summary>
    internal static Tensor LogNormalizer(Tensor logits)
    {
        Tensor size = logits.abs();
        Tensor isNear = size < NearZero;
        Tensor square = logits.masked_fill(~isNear, 0).square();
        Tensor series = 0.5 * logits + square * (1.0 / 24 + square * (-1.0 / 2880 + square * (1.0 / 181440)));
        Tensor far = size.clamp_min(NearZero);
        return torch.where(isNear, series, 0.5 * (logits + size) + (-(-far).expm1() / far).log());
    }

    /// <inheritdoc cref="LogNormalizer(Tensor)"/>
    private static double LogNormalizer(double logits)
    {
        double size = Math.Abs(logits), square = logits * logits;
        return size < NearZero
            ? 0.5 * logits + square * (1.0 / 24 + square * (-1.0 / 2880 + square * (1.0 / 181440)))
            : 0.5 * (logits + size) + Math.Log(-Stable.Expm1(-size) / size);
    }
}
