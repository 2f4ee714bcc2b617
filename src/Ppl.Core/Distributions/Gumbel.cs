namespace Ppl.Distributions;

/// <summary>
/// The Gumbel distribution with mode μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), the law of largest values, z = (x - μ) / σ:
/// log p(x) = -z - e^-z - log σ.
/// </summary>
public sealed partial class Gumbel : Distribution
{
    /// <summary>Euler's constant γ.</summary>
    internal const double Euler = 0.577215664901532860606512090082;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <summary>log σ + γ + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (Euler + 1));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (Loc - value) / Scale;
        return z - z.exp() - Scale.Log();
    }
}
