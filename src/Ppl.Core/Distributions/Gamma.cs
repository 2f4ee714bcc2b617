namespace Ppl.Distributions;

/// <summary>
/// The gamma distribution with concentration α (<see cref="Concentration"/>) and rate β (<see cref="Rate"/>):
/// log p(x) = α log β + (α - 1) log x - β x - log Γ(α) for x &gt; 0.
/// </summary>
public sealed partial class Gamma : Distribution
{
    /// <summary>The gamma distribution with mean <paramref name="concentration"/> / <paramref name="rate"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Gamma(TensorLike concentration, TensorLike rate)
        : base(Arguments.Of(nameof(Gamma), concentration, rate))
    {
        Concentration = Check.Positive(nameof(Gamma), concentration);
        Rate = Check.Positive(nameof(Gamma), rate);
    }

    /// <summary>The concentration α, also called shape.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The rate β, the inverse of the scale.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Gamma(Concentration.Gather(index, BatchShape), Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
