namespace Ppl.Distributions;

public sealed partial class Cauchy
{
    /// <summary>The Cauchy distribution with median <paramref name="loc"/> and half-width <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Cauchy(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Cauchy), loc, scale))
    {
        Loc = Check.Real(nameof(Cauchy), loc);
        Scale = Check.Positive(nameof(Cauchy), scale);
    }

    /// <summary>The median μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The half-width at half-maximum σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Cauchy(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>NaN: the integral does not converge.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + double.NaN);

    /// <summary>NaN: there is no mean to differ from.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale + double.NaN);

    /// <summary>The angle of the point (μ - value, σ), over π: exact in both tails.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => Scale.Beside(value).atan2(Loc - value) / Math.PI;

    /// <summary>μ - σ / tan(π p), above 1/2 as μ + σ / tan(π (1 - p)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, distance = 1 / (Math.PI * torch.where(isLow, p, 1 - p)).tan();
        return Loc + Scale * torch.where(isLow, -distance, distance);
    }
}
