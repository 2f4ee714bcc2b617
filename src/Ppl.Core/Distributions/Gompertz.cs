namespace Ppl.Distributions;

/// <summary>
/// The Gompertz distribution with concentration η (<see cref="Concentration"/>) and rate b (<see cref="Rate"/>), lifetimes whose hazard
/// η b e^(b x) grows exponentially: log p(x) = log(η b) + b x - η (e^(b x) - 1) for x ≥ 0.
/// </summary>
public sealed partial class Gompertz : Distribution
{
    /// <summary>The Gompertz distribution of log(1 + E / concentration) / rate, E exponential with mean 1; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Gompertz(TensorLike concentration, TensorLike rate)
        : base(Arguments.Of(nameof(Gompertz), concentration, rate))
    {
        Concentration = Check.Positive(nameof(Gompertz), concentration);
        Rate = Check.Positive(nameof(Gompertz), rate);
    }

    /// <summary>The concentration η, also called shape: the hazard at 0 over the rate.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The rate b at which the logarithm of the hazard grows.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Gompertz(Concentration.Gather(index, BatchShape), Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor age = Rate * value;
        return age - Concentration * age.expm1() + (Concentration.Log() + Rate.Log());
    }
}
