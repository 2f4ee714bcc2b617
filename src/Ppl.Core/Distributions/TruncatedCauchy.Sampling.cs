using MathNet.Numerics.Integration;

namespace Ppl.Distributions;

public sealed partial class TruncatedCauchy
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Draws.Between(Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale, Low, High)), Low, High);

    /// <summary>μ + σ log((1 + b²) / (1 + a²)) / (2 (atan b - atan a)); infinite if one bound is, NaN if both are.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            (Tensor a, Tensor b, Tensor angle) = Ends();
            return OverBatch(Loc + Scale * FirstMoment(a, b, angle));
        }
    }

    /// <summary>σ² ((b - a) / (atan b - atan a) - 1 - E[z]²); infinite if a bound is.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            (Tensor a, Tensor b, Tensor angle) = Ends();
            Tensor width = b - a;
            return OverBatch(Scale.Square() * Stable.InfiniteUnless(width < double.PositiveInfinity, width / angle - 1 - FirstMoment(a, b, angle).square()));
        }
    }

    /// <summary>
    /// log(atan b - atan a) + log σ + E[log(1 + z²)]. With z = tan θ the last is the mean of -2 log cos θ between the angles, and log cos θ = log(π/2 - θ) + log(π/2 + θ)
    /// plus what is smooth, of which Gauss and Legendre's rule gives the mean to the last digits.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        var rule = new GaussLegendreRule(0, 1, 24);
        Tensor like = (Loc + Scale).ToTensor(), a = LowEnd(like), b = HighEnd(like), angle = Angle(a, b), one = torch.ones_like(angle);
        Tensor toLow = one.atan2(-a), toHigh = one.atan2(b);    // how far the ends are from -π/2 and π/2
        Tensor t = ((TensorLike)rule.Abscissas).Like(like), weights = ((TensorLike)rule.Weights).Like(like);
        Tensor low = toLow.unsqueeze(-1) + angle.unsqueeze(-1) * t, high = toHigh.unsqueeze(-1) + angle.unsqueeze(-1) * (1 - t);
        Tensor smooth = ((low.minimum(high).sin() / (low * high)).log() * weights).sum(dim: -1);
        return OverBatch(angle.log() + Scale.Log() - 2 * (smooth + MeanLog(toLow, angle) + MeanLog(toHigh, angle)));
    }

    /// <summary>The mean of log φ for φ from <paramref name="from"/> to <paramref name="from"/> + <paramref name="width"/>.</summary>
    private static Tensor MeanLog(Tensor from, Tensor width) => (from + width).log() - 1 + (width / from).log1p() * (from / width);

    /// <summary>(atan z - atan a) / (atan b - atan a), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor a = LowEnd(value), b = HighEnd(value), z = ((value - Loc) / Scale).maximum(a).minimum(b);
        return Angle(a, z) / Angle(a, b);
    }

    /// <summary>μ + σ tan(atan a + p (atan b - atan a)): the point (1, a) is turned up, for p above 1/2 the point (1, b) down, so that neither tail loses digits.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor a = LowEnd(p), b = HighEnd(p), isLow = p < 0.5;
        Tensor end = torch.where(isLow, a, b), angle = torch.where(isLow, p, p - 1) * Angle(a, b), sin = angle.sin(), cos = angle.cos();
        return Truncation.AtEnds(p, Loc + Scale * ((end * cos + sin) / (cos - end * sin)), Low, High);
    }

    /// <summary>The standardized bounds, infinite ones included, and the angle between them.</summary>
    private (Tensor A, Tensor B, Tensor Angle) Ends()
    {
        Tensor like = (Loc + Scale).ToTensor();
        return (((Low - Loc) / Scale).Beside(like), ((High - Loc) / Scale).Beside(like), Angle(LowEnd(like), HighEnd(like)));
    }

    /// <summary>E[z].</summary>
    private static Tensor FirstMoment(Tensor a, Tensor b, Tensor angle) => 0.5 * (b.square().log1p() - a.square().log1p()) / angle;
}
