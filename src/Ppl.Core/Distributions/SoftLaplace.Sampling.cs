namespace Ppl.Distributions;

public sealed partial class SoftLaplace
{
    /// <summary>The soft Laplace distribution with mean <paramref name="loc"/> and standard deviation π <paramref name="scale"/> / 2; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public SoftLaplace(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(SoftLaplace), loc, scale))
    {
        Loc = Check.Real(nameof(SoftLaplace), loc);
        Scale = Check.Positive(nameof(SoftLaplace), scale);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new SoftLaplace(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <summary>(π σ / 2)².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch((Scale * (Math.PI / 2)).Square());

    /// <summary>2 atan(e^z) / π, z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor power = ((value - Loc) / Scale).exp();
        return power.atan2(torch.ones_like(power)) * (2 / Math.PI);
    }

    /// <summary>μ + σ log(tan(π p / 2)), above 1/2 as μ - σ log(tan(π (1 - p) / 2)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        Tensor isLow = p < 0.5, log = (Math.PI / 2 * torch.where(isLow, p, 1 - p)).tan().log();
        return Loc + Scale * torch.where(isLow, log, -log);
    }
}
