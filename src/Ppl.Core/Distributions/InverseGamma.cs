namespace Ppl.Distributions;

/// <summary>
/// The distribution of 1 / G, G ~ Gamma(α, β) with concentration α (<see cref="Concentration"/>) and rate β (<see cref="Rate"/>):
/// log p(x) = α log β - (α + 1) log x - β / x - log Γ(α) for x &gt; 0.
/// </summary>
public sealed partial class InverseGamma : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <summary>α + log β + log Γ(α) - (1 + α) ψ(α).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() =>
        OverBatch(Concentration + Rate.Log() + Concentration.Lgamma() - (1 + Concentration) * Concentration.Digamma());

    /// <summary>In the ratio r = β / (α x): α (log r - (r - 1)) - log x + log(αᵅ e⁻ᵅ / Γ(α)).</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor ratio = Rate / Concentration / value;
        return Concentration * (ratio.log() - (ratio - 1)) - value.log() + Concentration.LogPowerOverGamma();
    }
}
