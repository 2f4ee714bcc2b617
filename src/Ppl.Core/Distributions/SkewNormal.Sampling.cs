using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace Ppl.Distributions;

public sealed partial class SkewNormal
{
    /// <summary>True: gradients are those of the quantile, -(dF/dα) / p, exact to rounding.</summary>
    public override bool IsReparameterized => true;

    /// <summary>μ + σ (δ |ε₁| + √(1 - δ²) ε₂), both standard normal, δ = α / √(1 + α²).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Shape shape = DrawShape(sampleShape);
        Tensor skewed = rng.Randn(shape, Loc, Scale, Skewness).abs(), symmetric = rng.Randn(shape, Loc, Scale, Skewness), skewness = Skewness.Beside(skewed), z;
        using (torch.no_grad()) z = (skewness * skewed + symmetric) / (1 + skewness.square()).sqrt();
        return Loc + Scale * z.WithSlope(skewness, () => QuantileSlope(z, skewness));
    }

    /// <summary>μ + σ δ √(2 / π), δ = α / √(1 + α²).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + Scale * (Skewness / (1 + Skewness.Square()).Sqrt() * Math.Sqrt(2 / Math.PI)));

    /// <summary>σ² (1 - 2 δ² / π), δ² = α² / (1 + α²).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square() * (1 - 2 / Math.PI * (Skewness.Square() / (1 + Skewness.Square()))));

    /// <summary>
    /// log σ + (1 + log(π / 2)) / 2 - E[log Φ(α z)], the last by the trapezoidal rule over z, or over α z where that varies faster: exact to the last digits.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        const double Step = 0.25, Farthest = 9.5;
        Tensor skewness = Skewness.ToTensor().unsqueeze(-1), width = 1 / skewness.detach().abs().clamp_min(1);
        Tensor z = width * torch.arange(-Farthest, Farthest + Step / 2, Step, skewness.dtype, skewness.device), log = Stable.LogNdtr(skewness * z);
        Tensor mean = (log * (log - 0.5 * z.square() - HalfLogHalfPi).exp()).sum(dim: -1) * (Step * width.squeeze(-1));
        return OverBatch(Scale.Log() + (HalfLogHalfPi + 0.5 - mean));
    }

    /// <summary>Φ(z) - 2 T(z, α), z = (value - μ) / σ, T Owen's function: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor z = (value - Loc) / Scale, skewness = Skewness.Beside(z);
        return Managed.Map(z, skewness, 0, static (z, a, _) => Cdf(z, a))
            .WithSlope(z, () => Density(z, skewness)).WithSlope(skewness, () => SlopeToSkewness(z, skewness));
    }

    /// <summary>μ + σ z, where z solves Φ(z) - 2 T(z, α) = p: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor skewness = Skewness.Beside(p), z = Managed.Map(p, skewness, 0, static (p, a, _) => Icdf(p, a));
        return Loc + Scale * z.WithSlope(p, () => 1 / Density(z, skewness)).WithSlope(skewness, () => QuantileSlope(z, skewness));
    }

    private static double Cdf(double z, double skewness) => Math.Max(0, 0.5 * SpecialFunctions.Erfc(-z * Math.Sqrt(0.5)) - 2 * OwenT.At(z, skewness));

    private static double Icdf(double p, double skewness)
    {
        const double Farthest = 40;
        if (p is > 0 and < 1) return Brent.FindRoot(z => Cdf(z, skewness) - p, -Farthest, Farthest, accuracy: 1e-14, maxIterations: 1000);
        return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
    }

    private static Tensor Density(Tensor z, Tensor skewness) => (Stable.LogNdtr(skewness * z) - 0.5 * z.square() - HalfLogHalfPi).exp();

    /// <summary>
    /// The derivative of the quantile z to α, φ(α z) / (Φ(α z) (1 + α²)): minus the cdf's over the density. In Float64, because the logarithms cancel in the
    /// tail that α cuts off.
    /// </summary>
    private static Tensor QuantileSlope(Tensor z, Tensor skewness)
    {
        Tensor alpha = skewness.to(torch.ScalarType.Float64), product = alpha * z.to(torch.ScalarType.Float64);
        return ((-0.5 * product.square() - Normal.HalfLogTwoPi - Stable.LogNdtr(product)).exp() / (1 + alpha.square())).to(z.dtype);
    }

    /// <summary>The derivative of Φ(z) - 2 T(z, α) to α.</summary>
    private static Tensor SlopeToSkewness(Tensor z, Tensor skewness)
    {
        Tensor stretch = 1 + skewness.square();
        return (-0.5 * z.square() * stretch).exp() / (-Math.PI * stretch);
    }
}
