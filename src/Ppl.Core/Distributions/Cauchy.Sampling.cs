namespace Ppl.Distributions;

public sealed partial class Cauchy
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <summary>NaN: the integral does not converge.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + double.NaN);

    /// <summary>NaN: there is no mean to differ from.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale + double.NaN);

    /// <summary>The angle of the point (μ - value, σ), over π: exact in both tails.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Scale.Beside(value).atan2(Loc - value) / Math.PI;

    /// <summary>μ - σ / tan(π p), above 1/2 as μ + σ / tan(π (1 - p)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, distance = 1 / (Math.PI * torch.where(isLow, p, 1 - p)).tan();
        return Loc + Scale * torch.where(isLow, -distance, distance);
    }
}
