namespace Ppl.Distributions;

public sealed partial class Logistic
{
    /// <summary>The logistic distribution with mean <paramref name="loc"/> and standard deviation π <paramref name="scale"/> / √3; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Logistic(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Logistic), loc, scale))
    {
        Loc = Check.Real(nameof(Logistic), loc);
        Scale = Check.Positive(nameof(Logistic), scale);
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
        new Logistic(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc);

    /// <summary>π² σ² / 3.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square() * (Math.PI * Math.PI / 3));

    /// <summary>1 / (1 + e^-z), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => ((value - Loc) / Scale).sigmoid();

    /// <summary>μ + σ log(p / (1 - p)).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc + Scale * (p.log() - (-p).log1p());
}
