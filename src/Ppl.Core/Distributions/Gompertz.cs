namespace Ppl.Distributions;

/// <summary>
/// The Gompertz distribution with concentration η (<see cref="Concentration"/>) and rate b (<see cref="Rate"/>), lifetimes whose hazard
/// η b e^(b x) grows exponentially: log p(x) = log(η b) + b x - η (e^(b x) - 1) for x ≥ 0.
/// </summary>
public sealed partial class Gompertz : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor age = Rate * value;
        return age - Concentration * age.expm1() + (Concentration.Log() + Rate.Log());
    }
}
