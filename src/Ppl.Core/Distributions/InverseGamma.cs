namespace Ppl.Distributions;

/// <summary>
/// The distribution of 1 / G, G ~ Gamma(α, β) with concentration α (<see cref="Concentration"/>) and rate β (<see cref="Rate"/>):
/// log p(x) = α log β - (α + 1) log x - β / x - log Γ(α) for x &gt; 0.
/// </summary>
public sealed partial class InverseGamma : Distribution
{
    /// <summary>The distribution of 1 / G, G ~ Gamma(<paramref name="concentration"/>, <paramref name="rate"/>); both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public InverseGamma(TensorLike concentration, TensorLike rate)
        : base(Arguments.Of(nameof(InverseGamma), concentration, rate))
    {
        Concentration = Check.Positive(nameof(InverseGamma), concentration);
        Rate = Check.Positive(nameof(InverseGamma), rate);
    }

    /// <summary>The concentration α, also called shape: the tail falls as x^(-α - 1).</summary>
    public TensorLike Concentration { get; }

    /// <summary>The rate β of the gamma variable, the scale of its inverse.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new InverseGamma(Concentration.Gather(index, BatchShape), Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
