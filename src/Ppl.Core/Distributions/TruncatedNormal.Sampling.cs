namespace Ppl.Distributions;

public sealed partial class TruncatedNormal
{
    /// <summary>The normal distribution between two bounds, of mean <paramref name="loc"/> and standard deviation <paramref name="scale"/> without them; all broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, loc is not finite, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public TruncatedNormal(TensorLike loc, TensorLike scale, TensorLike low, TensorLike high)
        : base(Shape.Broadcast(loc.Shape, scale.Shape, low.Shape, high.Shape))
    {
        Loc = Check.Real(nameof(TruncatedNormal), loc);
        Scale = Check.Positive(nameof(TruncatedNormal), scale);
        Check.Ordered(nameof(TruncatedNormal), low, high);
        (Low, High) = (low, high);
    }

    /// <summary>The mean μ without the bounds.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ without the bounds.</summary>
    public TensorLike Scale { get; }

    /// <summary>The lower bound, or -∞.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound, or ∞.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number; gradients are those of the quantile function.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Draws.Between(Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale, Low, High)), Low, High);

    /// <inheritdoc/>
    public override Distribution Gather(Tensor index) => new TruncatedNormal(
        Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape), Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>μ + σ (h(a) - h(b)), h = φ / (Φ(b) - Φ(a)).</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            (Tensor _, Tensor _, Tensor _, Tensor atLow, Tensor atHigh) = Edges();
            return OverBatch(Loc + Scale * (atLow - atHigh));
        }
    }

    /// <summary>σ² (1 + a h(a) - b h(b) - (h(a) - h(b))²), h as for the mean.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            (Tensor a, Tensor b, Tensor _, Tensor atLow, Tensor atHigh) = Edges();
            return OverBatch(Scale.Square() * (1 + a * atLow - b * atHigh - (atLow - atHigh).square()));
        }
    }

    /// <summary>log(σ (Φ(b) - Φ(a))) + (1 + log 2π + a h(a) - b h(b)) / 2, h as for the mean.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        (Tensor a, Tensor b, Tensor logMass, Tensor atLow, Tensor atHigh) = Edges();
        return OverBatch(logMass + Scale.Log() + (Normal.HalfLogTwoPi + 0.5) + 0.5 * (a * atLow - b * atHigh));
    }

    /// <summary>(Φ(z) - Φ(a)) / (Φ(b) - Φ(a)), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    public override Tensor Cdf(Tensor value)
    {
        (Tensor a, Tensor b) = Bounds(value);
        Tensor z = ((value - Loc) / Scale).maximum(a).minimum(b);
        return (Stable.LogNdtrDifference(a, z) - LogMass(a, b)).exp();
    }

    /// <summary>μ + σ Φ⁻¹(Φ(a) + p (Φ(b) - Φ(a))), in logarithms and from the side on which the mass lies.</summary>
    /// <inheritdoc/>
    public override Tensor Icdf(Tensor p)
    {
        (Tensor a, Tensor b) = Bounds(p);
        Tensor isMirrored = a + b > 0, lower = torch.where(isMirrored, -b, a), upper = torch.where(isMirrored, -a, b);
        Tensor share = torch.where(isMirrored, 1 - p, p), logUpper = Stable.LogNdtr(upper), ratio = (Stable.LogNdtr(lower) - logUpper).exp();
        Tensor z = Stable.NdtriOfLog(logUpper + (share + (1 - share) * ratio).log());
        return Truncation.AtEnds(p, Loc + Scale * torch.where(isMirrored, -z, z), Low, High);
    }

    /// <summary>The standardized bounds a and b, log(Φ(b) - Φ(a)), and h(a) and h(b).</summary>
    private (Tensor A, Tensor B, Tensor LogMass, Tensor AtLow, Tensor AtHigh) Edges()
    {
        (Tensor a, Tensor b) = Bounds((Loc + Scale).ToTensor());
        Tensor logMass = LogMass(a, b), scaled = logMass + Normal.HalfLogTwoPi;
        return (a, b, logMass, (-0.5 * a.square() - scaled).exp(), (-0.5 * b.square() - scaled).exp());
    }
}
