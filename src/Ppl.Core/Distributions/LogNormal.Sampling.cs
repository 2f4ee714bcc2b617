namespace Ppl.Distributions;

public sealed partial class LogNormal
{
    /// <summary>The distribution of e^Z, Z normal with mean <paramref name="loc"/> and standard deviation <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public LogNormal(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(LogNormal), loc, scale))
    {
        Loc = Check.Real(nameof(LogNormal), loc);
        Scale = Check.Positive(nameof(LogNormal), scale);
    }

    /// <summary>The mean μ of log x.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ of log x.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>e^(μ + σ ε), ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        (Loc + Scale * rng.Randn(DrawShape(sampleShape), Loc, Scale)).exp();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new LogNormal(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>e^(μ + σ² / 2).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch((Loc + 0.5 * Scale.Square()).Exp());

    /// <summary>(e^(σ²) - 1) e^(2μ + σ²).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square().Expm1() * (2 * Loc + Scale.Square()).Exp());

    /// <summary>Φ((log value - μ) / σ).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => 0.5 * ((value.log() - Loc) / (Scale * -Math.Sqrt(2))).erfc();

    /// <summary>e^(μ + σ Φ⁻¹(p)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => (Loc + Scale * torch.special.ndtri(p)).exp();
}
