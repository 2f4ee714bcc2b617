namespace Ppl.Distributions;

/// <summary>
/// The Kumaraswamy distribution with powers a (<see cref="Concentration1"/>) and b (<see cref="Concentration0"/>):
/// log p(x) = log(a b) + (a - 1) log x + (b - 1) log(1 - xᵃ) for 0 &lt; x &lt; 1.
/// </summary>
/// <remarks>P. Kumaraswamy, A generalized probability density function for double-bounded random processes, Journal of Hydrology 46 (1980).</remarks>
public sealed partial class Kumaraswamy : Distribution
{
    /// <summary>The Kumaraswamy distribution, with P(X ≤ x) = 1 - (1 - x^concentration1)^concentration0; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Kumaraswamy(TensorLike concentration1, TensorLike concentration0)
        : base(Arguments.Of(nameof(Kumaraswamy), concentration1, concentration0))
    {
        Concentration1 = Check.Positive(nameof(Kumaraswamy), concentration1);
        Concentration0 = Check.Positive(nameof(Kumaraswamy), concentration0);
    }

    /// <summary>The power a of x.</summary>
    public TensorLike Concentration1 { get; }

    /// <summary>The power b of 1 - xᵃ.</summary>
    public TensorLike Concentration0 { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(0, 1, IsClosed: false);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Kumaraswamy(Concentration1.Gather(index, BatchShape), Concentration0.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
