namespace Ppl.Distributions;

public sealed partial class BetaProportion
{
    /// <summary>True: gradients are those of the quantile, -(dF/dμ) / p and -(dF/dκ) / p, to a relative error of 1e-9 for concentrations μ κ and (1 - μ) κ from 1e-3 to 1e6; 0 where a draw is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>A draw of the beta distribution with concentrations μ κ and (1 - μ) κ.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => LogitBeta.Draw(rng, DrawShape(sampleShape), AsBeta.Concentration1, AsBeta.Concentration0)
        .sigmoid().WithSlopes(Proportion, Concentration, QuantileSlopes).ClampUnit();

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
