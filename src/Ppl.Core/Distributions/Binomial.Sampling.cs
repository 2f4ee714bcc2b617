namespace Ppl.Distributions;

public sealed partial class Binomial
{
    /// <summary>torch's binomial draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, Chance.Given]);
        Shape shape = DrawShape(sampleShape);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        return torch.binomial(total, Probs.ToTensor(dtype, device).detach().expand(shape.AsSpan()), rng.Generator(device));
    }

    /// <summary>n p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * Probs);

    /// <summary>n p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * Probs * Chance.Complement);

    /// <summary>A sum over 0, 1, ..., n.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountSums.Entropy(this, TotalCount);

    /// <summary>I_q(n - ⌊value⌋, ⌊value⌋ + 1), q = 1 - p, the regularised incomplete beta function, computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountCdf.Binomial(TensorLike.Real(value, TotalCount, Chance.Given), TotalCount, Chance.Probs, Chance.Complement);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
