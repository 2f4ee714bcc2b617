namespace Ppl.Distributions;

public sealed partial class TruncatedNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number; gradients are those of the quantile function.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Draws.Between(Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale, Low, High)), Low, High);

    /// <summary>μ + σ (φ(a) - φ(b)) / (Φ(b) - Φ(a)): on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + Scale * Standard(NormalBetween.Mean, (mean, end, _) => end - mean));

    /// <summary>σ² times the variance between a and b: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor mean = Standard(NormalBetween.Mean, (mean, end, _) => end - mean);
            return OverBatch(Scale.Square() * Standard(NormalBetween.Variance, (variance, end, _) => (end - mean).square() - variance));
        }
    }

    /// <summary>log σ plus the entropy between a and b: on the CPU, with exact first derivatives.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() =>
        OverBatch(Scale.Log() + Standard(NormalBetween.Entropy, (entropy, _, logDensity) => 1 - logDensity - entropy));

    /// <summary>(Φ(z) - Φ(a)) / (Φ(b) - Φ(a)), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        (Tensor a, Tensor b) = Ends(value);
        Tensor z = ((value - Loc) / Scale).maximum(a).minimum(b);
        return (Stable.LogNdtrDifference(a, z) - LogMass(a, b, value)).exp();
    }

    /// <summary>μ + σ Φ⁻¹(Φ(a) + p (Φ(b) - Φ(a))), in logarithms and from the side on which the mass lies.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        (Tensor a, Tensor b) = Ends(p);
        Tensor isMirrored = a + b > 0, lower = torch.where(isMirrored, -b, a), upper = torch.where(isMirrored, -a, b);
        Tensor share = torch.where(isMirrored, 1 - p, p), logUpper = Stable.LogNdtr(upper), ratio = (Stable.LogNdtr(lower) - logUpper).exp();
        Tensor z = Stable.NdtriOfLog(logUpper + (share + (1 - share) * ratio).log());
        return Truncation.AtEnds(p, Loc + Scale * torch.where(isMirrored, -z, z), Low, High);
    }

    /// <summary>
    /// A statistic of the distribution of z, whose derivatives to the bounds are the density there, at a with a minus, times the statistic's influence
    /// function of (statistic, bound, log density at the bound).
    /// </summary>
    private Tensor Standard(Func<double, double, double> statistic, Func<Tensor, Tensor, Tensor, Tensor> influence)
    {
        (Tensor a, Tensor b) = Ends((Loc + Scale).ToTensor());
        Tensor value = Managed.Map(a, b, 0, (low, high, _) => statistic(low, high));
        return value.WithSlope(a, () => -Slope(a)).WithSlope(b, () => Slope(b));

        Tensor Slope(Tensor end)
        {
            Tensor logDensity = -0.5 * end.square() - Normal.HalfLogTwoPi - LogMass(a, b, a), slope = logDensity.exp() * influence(value, end, logDensity);
            return torch.where(logDensity > double.NegativeInfinity, slope, torch.zeros_like(slope));
        }
    }

    private (Tensor A, Tensor B) Ends(Tensor like)
    {
        (TensorLike a, TensorLike b) = Bounds(like);
        return (a.Beside(like), b.Beside(like));
    }
}
