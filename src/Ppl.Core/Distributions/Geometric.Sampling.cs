namespace Ppl.Distributions;

public sealed partial class Geometric
{
    /// <summary>⌊log(1 - U) / log(1 - p)⌋, U uniform.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor uniform = rng.Rand(DrawShape(sampleShape), Chance.Given);
        return ((-uniform).log1p() / Chance.LogComplement).detach().floor();
    }

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
