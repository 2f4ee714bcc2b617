namespace Ppl.Distributions;

/// <summary>
/// The gamma distribution with concentration α (<see cref="Concentration"/>) and rate β (<see cref="Rate"/>):
/// log p(x) = α log β + (α - 1) log x - β x - log Γ(α) for x &gt; 0.
/// </summary>
public sealed partial class Gamma : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <summary>α - log β + log Γ(α) + (1 - α) ψ(α).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() =>
        OverBatch(Concentration - Rate.Log() + Concentration.Lgamma() + (1 - Concentration) * Concentration.Digamma());

    /// <summary>
    /// In the ratio r = x / E[X] = β x / α: (α - 1) log r - α (r - 1) + log(β / α) + log(αᵅ e⁻ᵅ / Γ(α)), where what a large α would cancel is
    /// small before it is multiplied.
    /// </summary>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike inverseMean = Rate / Concentration;
        Tensor ratio = value * inverseMean;
        return (Concentration - 1) * ratio.log() - Concentration * (ratio - 1) + (inverseMean.Log() + Concentration.LogPowerOverGamma());
    }
}
