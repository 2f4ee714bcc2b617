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

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => LogDensity(value, Concentration, Rate);

    /// <summary>
    /// In the ratio r = x / E[X] = β x / α: (α - 1) log r - α (r - 1) + log(β / α) + log(αᵅ e⁻ᵅ / Γ(α)), where what a large α would cancel is
    /// small before it is multiplied.
    /// </summary>
    internal static Tensor LogDensity(Tensor value, TensorLike concentration, TensorLike rate)
    {
        TensorLike inverseMean = rate / concentration;
        Tensor ratio = value * inverseMean;
        return (concentration - 1) * ratio.log() - concentration * (ratio - 1) + (inverseMean.Log() + concentration.LogPowerOverGamma());
    }
}
