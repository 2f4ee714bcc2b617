namespace Ppl.Distributions;

public sealed partial class BetaProportion
{
    /// <summary>The beta distribution with mean <paramref name="mean"/> and the sum of its two concentrations <paramref name="concentration"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the mean is not strictly between 0 and 1, or the concentration is not positive. PPL101: the shapes do not broadcast.</exception>
    public BetaProportion(TensorLike mean, TensorLike concentration)
        : base(Arguments.Of(nameof(BetaProportion), mean, concentration))
    {
        Proportion = Check.OpenProbability(nameof(BetaProportion), mean);
        Concentration = Check.Positive(nameof(BetaProportion), concentration);
        AsBeta = new Beta(mean * concentration, (1 - mean) * concentration);
    }

    /// <summary>The mean μ as it was given.</summary>
    public TensorLike Proportion { get; }

    /// <summary>The concentration κ: the larger, the narrower.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The same distribution by its two concentrations, over the batch of the parameters.</summary>
    internal Beta AsBeta { get; }

    /// <summary>True: gradients are those of the quantile, -(dF/dμ) / p and -(dF/dκ) / p, to a relative error of 1e-9 for concentrations μ κ and (1 - μ) κ from 1e-3 to 1e6; 0 where a draw is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>A draw of the beta distribution with concentrations μ κ and (1 - μ) κ.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => LogitBeta.Draw(rng, DrawShape(sampleShape), AsBeta.Concentration1, AsBeta.Concentration0)
        .sigmoid().WithSlopes(Proportion, Concentration, QuantileSlopes).ClampUnit();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new BetaProportion(Proportion.Gather(index, BatchShape), Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>μ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Proportion);

    /// <summary>μ (1 - μ) / (κ + 1).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Proportion * (1 - Proportion) / (Concentration + 1));

    /// <summary>The regularised incomplete beta function, computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => AsBeta.Cdf(value);

    /// <summary>The inverse of the cdf by Newton's method, computed on the CPU; no gradient to the parameters.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => AsBeta.Icdf(p);

    private static (double ToMean, double ToConcentration) QuantileSlopes(double x, double mean, double concentration)
    {
        (double toA, double toB) = Beta.QuantileSlopes(x, mean * concentration, (1 - mean) * concentration);
        return (concentration * (toA - toB), mean * toA + (1 - mean) * toB);
    }
}
