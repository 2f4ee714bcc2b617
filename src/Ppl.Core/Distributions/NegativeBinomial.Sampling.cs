namespace Ppl.Distributions;

public sealed partial class NegativeBinomial
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

    /// <summary>A Poisson draw whose rate is a gamma draw of concentration r and mean r p / (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, chance.Given]);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(DrawShape(sampleShape).AsSpan());
        Tensor rate = torch._standard_gamma(total, rng.Generator(device)) * chance.Odds;
        return torch.poisson(rate.detach(), rng.Generator(device));
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new NegativeBinomial(TotalCount.Gather(index, BatchShape), chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>r p / (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * chance.Odds);

    /// <summary>r p / (1 - p)².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * (chance.Odds + chance.Odds.Square()));

    /// <summary>-E[log P(X)], an integral in place of a sum without end.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountEntropy.NegativeBinomial(OverBatch(TotalCount), OverBatch(chance.Odds));

    /// <summary>I_q(r, ⌊value⌋ + 1), q = 1 - p, the regularised incomplete beta function on the CPU; where a gradient to r is asked for, a sum over 0, 1, ..., value.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountCdf.NegativeBinomial(this, TensorLike.Real(value, TotalCount, chance.Given), TotalCount, chance.Probs, chance.Complement);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
