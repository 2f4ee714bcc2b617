namespace Ppl.Distributions;

/// <summary>
/// The Laplace distribution with mean μ (<see cref="Loc"/>) and mean absolute deviation σ (<see cref="Scale"/>):
/// log p(x) = -|x - μ| / σ - log(2σ).
/// </summary>
public sealed partial class Laplace : Distribution
{
    private const double Log2 = 0.693147180559945309417232121458;

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (Log2 + 1));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-Log2 - Scale.Log()) - ((value - Loc) / Scale).abs();
}
