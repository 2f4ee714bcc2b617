namespace Ppl.Distributions;

/// <summary>
/// The law of the inverse of a Wishart matrix: positive-definite matrices of K rows with ν degrees of freedom (<see cref="Df"/>) and scale Ψ = L L'
/// (<see cref="ScaleTril"/>): log p(X) = ν log det(Ψ) / 2 - (ν + K + 1) log det(X) / 2 - tr(Ψ X⁻¹) / 2 - ν K log(2) / 2 - log Γ_K(ν / 2).
/// </summary>
public sealed partial class InverseWishart : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.PositiveDefinite;

    /// <summary>-E[log p(X)] with E[log det X] = log det Ψ - ψ_K(ν / 2) - K log 2.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * (Df + Size + 1) * MeanLogDeterminant + 0.5 * Size * Df);

    /// <summary>With X = M M': the trace is the squared norm of M⁻¹ L.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor factor = torch.linalg.cholesky(value);
        Tensor trace = Triangular.SquaredNorm(Triangular.Solve(factor, ScaleTril.Beside(value)));
        return -((Df + Size + 1) * Triangular.LogDeterminant(factor) + 0.5 * trace + LogNormalizer);
    }

    private long Size => EventShape[0];

    /// <summary>log det Ψ.</summary>
    private TensorLike LogDeterminant => 2 * ScaleTril.Apply(Triangular.LogDeterminant);

    private TensorLike MeanLogDeterminant => LogDeterminant - (0.5 * Df).MultivariateDigamma(Size) - Size * Math.Log(2);

    private TensorLike LogNormalizer => (0.5 * Df).MultivariateLgamma(Size) - 0.5 * Df * (LogDeterminant - Size * Math.Log(2));
}
