namespace Ppl.Distributions;

/// <summary>
/// The Weibull distribution with scale λ (<see cref="Scale"/>) and concentration k (<see cref="Concentration"/>), r = x / λ:
/// log p(x) = log(k / λ) + (k - 1) log r - rᵏ for x &gt; 0.
/// </summary>
public sealed partial class Weibull : Distribution
{
    /// <summary>The Weibull distribution with scale λ and concentration (shape) k, the law of λ E^(1/k), E exponential with mean 1; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Weibull(TensorLike scale, TensorLike concentration)
        : base(Arguments.Of(nameof(Weibull), scale, concentration))
    {
        Scale = Check.Positive(nameof(Weibull), scale);
        Concentration = Check.Positive(nameof(Weibull), concentration);
    }

    /// <summary>The scale λ.</summary>
    public TensorLike Scale { get; }

    /// <summary>The concentration k, also called shape.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Weibull(Scale.Gather(index, BatchShape), Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

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
