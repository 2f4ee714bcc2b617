namespace Ppl.Distributions;

public sealed partial class ContinuousBernoulli
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The inverse of the cdf at a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(rng.Rand(DrawShape(sampleShape), chance.Given));

    /// <summary>C'(λ) = 1 / (1 - e^-λ) - 1 / λ, around 0 as 1/2 + λ/12 - λ³/720 + λ⁵/30240 - λ⁷/1209600 + ...</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor logits = OverBatch(Logits), isNear = logits.abs() < NearZero, square = logits.square();
            Tensor series = 0.5 + logits * (1.0 / 12 + square * (-1.0 / 720 + square * (1.0 / 30240 + square * (-1.0 / 1209600))));
            Tensor far = torch.where(isNear, torch.ones_like(logits), logits);
            return torch.where(isNear, series, -1 / (-far).expm1() - 1 / far);
        }
    }

    /// <summary>C''(λ) = 1 / λ² - 1 / (4 sinh²(λ/2)), around 0 as 1/12 - λ²/240 + λ⁴/6048 - λ⁶/172800 + ...</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor logits = OverBatch(Logits), isNear = logits.abs() < NearZero, square = logits.square();
            Tensor series = 1.0 / 12 + square * (-1.0 / 240 + square * (1.0 / 6048 + square * (-1.0 / 172800)));
            Tensor far = torch.where(isNear, torch.ones_like(logits), logits).abs(), decay = (-far).exp();
            return torch.where(isNear, series, 1 / far.square() - decay / (-far).expm1().square());
        }
    }

    /// <summary>C(λ) - λ C'(λ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor logits = OverBatch(Logits);
        return LogNormalizer(logits) - logits * Mean;
    }

    /// <summary>(e^(λ x) - 1) / (e^λ - 1) = e^(max(λ, 0) (x - 1)) (e^(-|λ| x) - 1) / (e^-|λ| - 1).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor x = value.clamp(0.0, 1.0), logits = Logits.Beside(value), size = logits.abs();
        Tensor rate = torch.where(size > 0, size, torch.ones_like(size));
        Tensor ratio = torch.where(size > 0, (-rate * x).expm1() / (-rate).expm1(), x);
        return (0.5 * (logits + size) * (x - 1)).exp() * ratio;
    }

    /// <summary>
    /// log(1 + p (e^λ - 1)) / λ, for positive λ as 1 - the same at 1 - p and -λ. Around λ = 0, where its derivative would lose digits, as
    /// κ₁ + λ κ₂/2 + λ² κ₃/6 + λ³ κ₄/24 with the cumulants κ of a Bernoulli variable of mean p, whose generating function the logarithm is.
    /// </summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        const double NearZero = 1e-3;
        Tensor logits = Logits.Beside(p), isNear = logits.abs() < NearZero;

        Tensor near = torch.where(isNear, logits, torch.zeros_like(logits)), variance = p * (1 - p);
        Tensor series = p + near * variance * (0.5 + near * ((1 - 2 * p) / 6 + near * (1 - 6 * variance) / 24));

        Tensor far = torch.where(isNear, torch.ones_like(logits), logits), isPositive = far > 0, slope = -far.abs();
        Tensor tail = (torch.where(isPositive, 1 - p, p) * slope.expm1()).log1p() / slope;
        return torch.where(isNear, series, torch.where(isPositive, 1 - tail, tail));
    }
}
