namespace Ppl.Distributions;

public sealed partial class SoftLaplace
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <summary>(π σ / 2)².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((Scale * (Math.PI / 2)).Square());

    /// <summary>2 atan(e^z) / π, z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor power = ((value - Loc) / Scale).exp();
        return power.atan2(torch.ones_like(power)) * (2 / Math.PI);
    }

    /// <summary>μ + σ log(tan(π p / 2)), above 1/2 as μ - σ log(tan(π (1 - p) / 2)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, log = (Math.PI / 2 * torch.where(isLow, p, 1 - p)).tan().log();
        return Loc + Scale * torch.where(isLow, log, -log);
    }
}
