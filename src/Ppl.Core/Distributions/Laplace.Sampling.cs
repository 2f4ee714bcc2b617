namespace Ppl.Distributions;

public sealed partial class Laplace
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <summary>2σ².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(2 * Scale.Square());

    /// <summary>e^-|z| / 2 below the mean, 1 - e^-|z| / 2 above it, z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor z = (value - Loc) / Scale, tail = 0.5 * (-z.abs()).exp();
        return torch.where(z < 0, tail, 1 - tail);
    }

    /// <summary>μ + σ log(2p) below 1/2, μ - σ log(2 - 2p) above.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, log = (2 * torch.where(isLow, p, 1 - p)).log();
        return Loc + Scale * torch.where(isLow, log, -log);
    }
}
