namespace Ppl.Distributions;

/// <summary>
/// The Wishart distribution of positive-definite matrices of K rows with ν degrees of freedom (<see cref="Df"/>) and scale V = L L' (<see cref="ScaleTril"/>):
/// log p(X) = (ν - K - 1) log det(X) / 2 - tr(V⁻¹ X) / 2 - ν log det(V) / 2 - ν K log(2) / 2 - log Γ_K(ν / 2).
/// </summary>
/// <remarks>For whole ν the law of the sum of ν products x x', x ~ N(0, V).</remarks>
public sealed partial class Wishart : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.PositiveDefinite;

    /// <summary>-E[log p(X)] with E[log det X] = ψ_K(ν / 2) + K log 2 + log det V.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer - 0.5 * (Df - Size - 1) * MeanLogDeterminant + 0.5 * Size * Df);

    /// <summary>With X = M M': the trace is the squared norm of L⁻¹ M.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor factor = torch.linalg.cholesky(value);
        Tensor trace = Triangular.SquaredNorm(Triangular.Solve(ScaleTril.Beside(value), factor));
        return (Df - Size - 1) * Triangular.LogDeterminant(factor) - 0.5 * trace - LogNormalizer;
    }

    internal long Size => EventShape[0];

    /// <summary>log det V.</summary>
    internal TensorLike LogDeterminant => 2 * ScaleTril.Apply(Triangular.LogDeterminant);

    internal TensorLike MeanLogDeterminant => (0.5 * Df).MultivariateDigamma(Size) + LogDeterminant + Size * Math.Log(2);

    private TensorLike LogNormalizer => 0.5 * Df * (LogDeterminant + Size * Math.Log(2)) + (0.5 * Df).MultivariateLgamma(Size);
}
