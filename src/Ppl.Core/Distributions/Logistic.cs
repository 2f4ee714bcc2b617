namespace Ppl.Distributions;

/// <summary>
/// The logistic distribution with mean μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), z = (x - μ) / σ:
/// log p(x) = -z - 2 log(1 + e^-z) - log σ.
/// </summary>
public sealed partial class Logistic : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + 2);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (Loc - value) / Scale;
        return z.add(Stable.Softplus(z), -2) - Scale.Log();
    }
}
