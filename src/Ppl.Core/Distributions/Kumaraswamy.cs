namespace Ppl.Distributions;

/// <summary>
/// The Kumaraswamy distribution with powers a (<see cref="Concentration1"/>) and b (<see cref="Concentration0"/>):
/// log p(x) = log(a b) + (a - 1) log x + (b - 1) log(1 - xᵃ) for 0 &lt; x &lt; 1.
/// </summary>
/// <remarks>P. Kumaraswamy, A generalized probability density function for double-bounded random processes, Journal of Hydrology 46 (1980).</remarks>
public sealed partial class Kumaraswamy : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new Interval(0, 1, IsClosed: false);

    /// <summary>1 - 1/b + (1 - 1/a) (ψ(b + 1) + γ) - log(a b).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(1 - 1 / Concentration0
        + (1 - 1 / Concentration1) * ((Concentration0 + 1).Digamma() + Gumbel.Euler) - Concentration1.Log() - Concentration0.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.log();
        return (Concentration1 - 1) * log + (Concentration0 - 1) * Stable.Log1mExp(Concentration1 * log)
            + (Concentration1.Log() + Concentration0.Log());
    }
}
