namespace Ppl.Distributions;

public sealed partial class RelaxedBernoulli
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ((λ + log(U / (1 - U))) / τ), U uniform; kept off 0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Icdf(Draws.Uniform(rng, DrawShape(sampleShape), Temperature, parameter)).ClampUnit();

    /// <summary>σ(τ log(x / (1 - x)) - λ).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => (Temperature * (value.log() - (-value).log1p()) - Logits).sigmoid();

    /// <summary>σ((λ + log(p / (1 - p))) / τ).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => ((Logits + (p.log() - (-p).log1p())) / Temperature).sigmoid();
}
