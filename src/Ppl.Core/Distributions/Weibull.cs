namespace Ppl.Distributions;

/// <summary>
/// The Weibull distribution with scale λ (<see cref="Scale"/>) and concentration k (<see cref="Concentration"/>), r = x / λ:
/// log p(x) = log(k / λ) + (k - 1) log r - rᵏ for x &gt; 0.
/// </summary>
public sealed partial class Weibull : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <summary>γ (1 - 1 / k) + log(λ / k) + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Gumbel.Euler * (1 - 1 / Concentration) + (Scale / Concentration).Log() + 1);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = (value / Scale).log();
        return (Concentration - 1) * log - (Concentration * log).exp() + (Concentration.Log() - Scale.Log());
    }
}
