namespace Ppl.Distributions;

public sealed partial class Geometric
{
    /// <summary>The distribution of the failures before the first success of probability <paramref name="probs"/>.</summary>
    /// <exception cref="PplException">PPL018: a probability is not strictly between 0 and 1.</exception>
    public Geometric(TensorLike probs)
        : this(Chance.OfOpenProbs(nameof(Geometric), probs))
    {
    }

    private Geometric(Chance chance)
        : base(Arguments.Of(chance.Given, name: chance.Name)) => Chance = chance;

    /// <summary>The distribution of the failures before the first success of probability 1 / (1 + e^(-<paramref name="logits"/>)).</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite.</exception>
    public static Geometric FromLogits(TensorLike logits) => new(Chance.OfLogits(nameof(Geometric), logits));

    /// <summary>⌊log(1 - U) / log(1 - p)⌋, U uniform.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor uniform = rng.Rand(DrawShape(sampleShape), Chance.Given);
        return ((-uniform).log1p() / Chance.LogComplement).detach().floor();
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Geometric(Chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>(1 - p) / p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Chance.OddsAgainst);

    /// <summary>(1 - p) / p².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Chance.OddsAgainst + Chance.OddsAgainst.Square());

    /// <summary>1 - (1 - p)^(⌊value⌋ + 1).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor trials = TensorLike.Real(value, Chance.Given).floor() + 1;
        return -(torch.where(trials > 0, trials, torch.zeros_like(trials)) * Chance.LogComplement).expm1();
    }

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
