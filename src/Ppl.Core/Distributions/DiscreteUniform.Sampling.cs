namespace Ppl.Distributions;

public sealed partial class DiscreteUniform
{
    /// <summary>The uniform distribution on <paramref name="low"/>, <paramref name="low"/> + 1, ..., <paramref name="high"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: a bound is no whole number, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public DiscreteUniform(TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(DiscreteUniform), low, high))
    {
        Low = Check.Integer(nameof(DiscreteUniform), low);
        High = Check.Integer(nameof(DiscreteUniform), high);
        Check.Ordered(nameof(DiscreteUniform), low, high);
    }

    /// <summary>The least value.</summary>
    public TensorLike Low { get; }

    /// <summary>The largest value.</summary>
    public TensorLike High { get; }

    /// <summary>low + ⌊U (high - low + 1)⌋, U uniform of 53 bits.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (_, torch.Device device) = rng.DtypeAndDevice([Low, High]);
        Tensor low = Low.ToTensor(torch.ScalarType.Float64, device), count = High.ToTensor(torch.ScalarType.Float64, device) - low + 1;
        Tensor uniform = torch.rand(DrawShape(sampleShape).AsSpan(), torch.ScalarType.Float64, device, generator: rng.Generator(device));
        return (low + (uniform * count).floor()).to(torch.ScalarType.Int64);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new DiscreteUniform(Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>low, low + 1, ..., high, for bounds that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have different supports.</exception>
    public override Tensor EnumerateSupport(bool expand = true)
    {
        (double low, double high) = (Shared(Low), Shared(High));
        return Enumerated(torch.arange(low, high + 1, torch.ScalarType.Int64, (Low.Tensor ?? High.Tensor)?.device), expand);
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
