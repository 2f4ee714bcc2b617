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
    protected override Tensor LogDensity(Tensor value) =>
        (Concentration - 1) * value.log() - Rate * value + (Concentration * Rate.Log() - Concentration.Lgamma());
}
