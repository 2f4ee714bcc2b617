namespace Ppl.Distributions;

public sealed partial class LogUniform
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Draws.Between(Icdf(rng.Rand(DrawShape(sampleShape), Low, High)), Low, High);

    /// <summary>(high - low) / log(high / low).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch((High - Low) / LogRatio);

    /// <summary>
    /// E[X]² (w coth w - 1), w = log(high / low) / 2; for bounds that lie near to one another by the series w²/3 - w⁴/45 + 2w⁶/945 - w⁸/4725.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            const double Near = 0.1;
            Tensor w = OverBatch(0.5 * LogRatio), isNear = w < Near, square = w.square();
            Tensor series = square * (1.0 / 3 - square * (1.0 / 45 - square * (2.0 / 945 - square / 4725)));
            Tensor far = torch.where(isNear, torch.ones_like(w), w);
            return Mean.square() * torch.where(isNear, series, far / far.tanh() - 1);
        }
    }

    /// <summary>log(value / low) / log(high / low).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => ((value / Low).log() / LogRatio).clamp(0.0, 1.0);

    /// <summary>low (high / low)^p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Low * (LogRatio * p).exp();
}
