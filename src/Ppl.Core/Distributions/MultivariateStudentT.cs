namespace Ppl.Distributions;

/// <summary>
/// Student's t distribution of vectors of K numbers with ν degrees of freedom (<see cref="Df"/>), centre μ (<see cref="Loc"/>) and scale matrix L L' (<see cref="ScaleTril"/>):
/// log p(x) = log Γ((ν + K) / 2) - log Γ(ν / 2) - K log(ν π) / 2 - log det L - (ν + K) / 2 log(1 + |L⁻¹ (x - μ)|² / ν).
/// </summary>
public sealed partial class MultivariateStudentT : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc;
        Tensor distance = Triangular.SolveVectors(ScaleTril.Beside(deviation), deviation).square().sum(dim: -1);
        return -0.5 * (Df + EventShape[0]) * (distance / Df).log1p() - LogNormalizer;
    }

    /// <summary>With a = ν / 2 and b = a + K / 2: log Γ(b) - log Γ(a) - K log(a) / 2 = b log(1 + K / ν) - K / 2 up to the remainders, which keep their digits for large ν.</summary>
    private TensorLike LogNormalizer
    {
        get
        {
            long size = EventShape[0];
            TensorLike a = 0.5 * Df, b = a + 0.5 * size;
            TensorLike logRatio = b * (size / Df).Log1p() - 0.5 * size + Stable.LogPowersOverGamma([a], [b]);
            return ScaleTril.Apply(Triangular.LogDeterminant) + (size * Normal.HalfLogTwoPi - logRatio);
        }
    }
}
