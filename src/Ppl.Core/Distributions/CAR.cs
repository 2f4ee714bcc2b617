namespace Ppl.Distributions;

/// <summary>
/// The conditional autoregressive distribution of numbers at n places, neighbours by the weights W (<see cref="Adjacency"/>): normal with mean μ (<see cref="Loc"/>) and precision
/// τ (D - α W), D the diagonal of the sums of W's rows, α the correlation (<see cref="Correlation"/>) and τ the <see cref="ConditionalPrecision"/>:
/// log p(x) = [n log τ + Σ log D_ii + Σ log(1 - α λ_i) - n log(2π) - τ (x - μ)' (D - α W) (x - μ)] / 2, λ the eigenvalues of D^(-1/2) W D^(-1/2).
/// </summary>
/// <remarks>Given its neighbours, a number has mean μ_i + α Σ_j W_ij (x_j - μ_j) / D_ii and precision τ D_ii. Jin, Carlin and Banerjee, Generalized hierarchical
/// multivariate CAR models for areal data (2005).</remarks>
public sealed partial class CAR : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * EventShape[0]);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc;
        Tensor own = (deviation.square() * rowSums).sum(dim: -1);
        Tensor shared = (Triangular.TimesVectors(Adjacency.Like(deviation), deviation) * deviation).sum(dim: -1);
        return -0.5 * ConditionalPrecision * (own - Correlation * shared) - LogNormalizer;
    }

    /// <summary>log √det(2πΣ).</summary>
    private TensorLike LogNormalizer => EventShape[0] * (Normal.HalfLogTwoPi - 0.5 * ConditionalPrecision.Log())
        - 0.5 * (Correlation.Apply(alpha => (1 - alpha.unsqueeze(-1) * eigenvalues).log().sum(dim: -1)) + logRowSums);
}
