namespace Ppl.Distributions;

public sealed partial class Gumbel
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ - σ log E, E exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Loc - Scale * Draws.Exponential(rng, DrawShape(sampleShape), Loc, Scale).log();

    /// <summary>μ + γ σ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + Euler * Scale);

    /// <summary>π² σ² / 6.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Scale.Square() * (Math.PI * Math.PI / 6));

    /// <summary>e^(-e^-z), z = (value - μ) / σ.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (-((Loc - value) / Scale).exp()).exp();

    /// <summary>μ - σ log(-log p).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => Loc - Scale * (-p.log()).log();
}
