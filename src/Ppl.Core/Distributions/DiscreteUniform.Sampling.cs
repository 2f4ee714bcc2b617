namespace Ppl.Distributions;

public sealed partial class DiscreteUniform
{
    /// <summary>low + ⌊U (high - low + 1)⌋, U uniform of 53 bits.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (_, torch.Device device) = rng.DtypeAndDevice([Low, High]);
        Tensor low = Low.ToTensor(torch.ScalarType.Float64, device), count = High.ToTensor(torch.ScalarType.Float64, device) - low + 1;
        Tensor uniform = torch.rand(DrawShape(sampleShape).AsSpan(), torch.ScalarType.Float64, device, generator: rng.Generator(device));
        return (low + (uniform * count).floor()).to(torch.ScalarType.Int64);
    }

    /// <summary>(low + high) / 2.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(0.5 * (Low + High));

    /// <summary>(n² - 1) / 12 for n values.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((Count.Square() - 1) / 12);

    /// <summary>(⌊value⌋ - low + 1) / n for n values, within 0 and 1.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => ((value.floor() - Low + 1) / Count).clamp(0, 1);

    /// <summary>The least value whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
