namespace Ppl.Distributions;

public sealed partial class Delta
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The point itself: its gradient is 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Point]);
        return Point.ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
    }

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Point);

    /// <inheritdoc/>
    public override Tensor Variance => torch.zeros_like(Mean);

    /// <summary>Less the log density at the point.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(-LogDensityThere);
}
