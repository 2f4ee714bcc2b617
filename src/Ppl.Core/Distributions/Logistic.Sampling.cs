namespace Ppl.Distributions;

public sealed partial class Logistic
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The quantile of a uniform number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Loc, Scale));

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
