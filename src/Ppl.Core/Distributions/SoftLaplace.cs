namespace Ppl.Distributions;

/// <summary>
/// The soft Laplace distribution (hyperbolic secant) with mean μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), z = (x - μ) / σ:
/// log p(x) = -log(e^z + e^-z) - log(π σ / 2): a Laplace distribution's tails, and smooth.
/// </summary>
public sealed partial class SoftLaplace : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <summary>log(2π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(2 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (value - Loc) / Scale;
        return z - Stable.Softplus(2 * z) - (Scale.Log() + Math.Log(Math.PI / 2));
    }
}
