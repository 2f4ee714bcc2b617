namespace Ppl.Distributions;

/// <summary>
/// The negative binomial distribution of the number of successes, each of probability p (<see cref="Probs"/>), before r failures
/// (<see cref="TotalCount"/>, any positive number): log P(x) = log Γ(x + r) - log x! - log Γ(r) + r log(1 - p) + x log p for x = 0, 1, 2, ...
/// It is a Poisson count whose rate has a gamma distribution.
/// </summary>
/// <remarks>The mean is r p / (1 - p). Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class NegativeBinomial : Distribution
{
    private readonly Chance chance;

    /// <summary>The distribution of the successes of probability <paramref name="probs"/> before <paramref name="totalCount"/> failures; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the total is not positive, or a probability is not strictly between 0 and 1. PPL101: the shapes do not broadcast.</exception>
    public NegativeBinomial(TensorLike totalCount, TensorLike probs)
        : this(totalCount, Chance.OfOpenProbs(nameof(NegativeBinomial), probs))
    {
    }

    private NegativeBinomial(TensorLike totalCount, Chance chance)
        : base(Arguments.Of(nameof(NegativeBinomial), totalCount, chance.Given, bName: chance.Name))
    {
        TotalCount = Check.Positive(nameof(NegativeBinomial), totalCount).Real(chance.Given);
        this.chance = chance;
    }

    /// <summary>The distribution of the successes of probability 1 / (1 + e^(-<paramref name="logits"/>)) before <paramref name="totalCount"/> failures.</summary>
    /// <exception cref="PplException">PPL018: the total is not positive, or a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static NegativeBinomial FromLogits(TensorLike totalCount, TensorLike logits) => new(totalCount, Chance.OfLogits(nameof(NegativeBinomial), logits));

    /// <summary>
    /// The distribution with mean μ (<paramref name="mean"/>) and variance μ + α μ², α the <paramref name="dispersion"/>, towards 0 a Poisson
    /// distribution: r = 1 / α, logits log(α μ).
    /// </summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public static NegativeBinomial WithDispersion(TensorLike mean, TensorLike dispersion)
    {
        Shape.Broadcast(mean.Shape, dispersion.Shape);
        TensorLike logits = Check.Positive(nameof(NegativeBinomial), mean).Log() + Check.Positive(nameof(NegativeBinomial), dispersion).Log();
        return FromLogits(1 / dispersion, logits);
    }

    /// <summary>The number r of failures.</summary>
    public TensorLike TotalCount { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => chance.Logits;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new NegativeBinomial(TotalCount.Gather(index, BatchShape), chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        CountMass.NegativeBinomial(TensorLike.Real(value, TotalCount, chance.Given), TotalCount, chance.ProbsShare, chance.ComplementShare);
}
