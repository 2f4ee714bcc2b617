namespace Ppl.Distributions;

/// <summary>
/// The distribution of e^Z, Z normal with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -((log x - μ) / σ)² / 2 - log x - log σ - log(2π) / 2.
/// </summary>
public sealed partial class LogNormal : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Loc + Scale.Log() + (Normal.HalfLogTwoPi + 0.5));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.log();
        return (-Normal.HalfLogTwoPi - Scale.Log()).Plus(((log - Loc) / Scale).square(), -0.5) - log;
    }
}
