namespace Ppl.Distributions;

public sealed partial class Poisson
{
    /// <summary>From this rate on the entropy is its asymptotic series, within 1e-12; below it is summed.</summary>
    private const double SeriesFrom = 1000;

    /// <summary>torch's Poisson draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Rate]);
        return torch.poisson(Rate.ToTensor(dtype, device).detach().expand(DrawShape(sampleShape).AsSpan()), rng.Generator(device));
    }

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Rate);

    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Rate);

    /// <summary>The sum of -P(x) log P(x); from λ = 1000 on log(2πeλ) / 2 - 1 / (12 λ) - 1 / (24 λ²) - 19 / (360 λ³).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor rate = OverBatch(Rate), isLarge = rate > SeriesFrom, one = torch.ones_like(rate);
        Tensor small = torch.where(isLarge, one, rate), inverse = 1 / torch.where(isLarge, rate, one);
        double largest = (double)small.max();
        Tensor sum = CountSums.Entropy(new Poisson(small), (long)(largest + 12 * Math.Sqrt(largest)) + 40, rate.dtype, rate.device);
        Tensor series = 0.5 * (2 * Math.PI * Math.E / inverse).log() - inverse * (1.0 / 12 + inverse * (1.0 / 24 + inverse * (19.0 / 360)));
        return torch.where(isLarge, series, sum);
    }

    /// <summary>Q(⌊value⌋ + 1, λ), the regularised incomplete gamma function, computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountCdf.Poisson(TensorLike.Real(value, Rate), Rate);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
