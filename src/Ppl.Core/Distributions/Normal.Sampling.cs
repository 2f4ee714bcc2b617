namespace Ppl.Distributions;

public sealed partial class Normal
{
    /// <summary>The normal distribution with mean <paramref name="loc"/> and standard deviation <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Normal(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Normal), loc, scale))
    {
        Loc = Check.Real(nameof(Normal), loc);
        Scale = Check.Positive(nameof(Normal), scale);
    }

    /// <summary>The normal distribution with mean <paramref name="loc"/> and variance 1 / <paramref name="precision"/>.</summary>
    /// <exception cref="PplException">PPL018: the precision is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public static Normal WithPrecision(TensorLike loc, TensorLike precision) => new(loc, 1 / Check.Positive(nameof(Normal), precision).Sqrt());

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ + σ ε, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Loc + Scale * rng.Randn(DrawShape(sampleShape), Loc, Scale);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Normal(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square());

    /// <summary>Φ((value - μ) / σ), by erfc, which keeps its digits in the lower tail.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => 0.5 * ((value - Loc) / (Scale * -Math.Sqrt(2))).erfc();

    /// <summary>μ + σ Φ⁻¹(p).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc + Scale * torch.special.ndtri(p);
}
