namespace Ppl.Distributions;

/// <summary>
/// The normal distribution of vectors of K numbers with mean μ (<see cref="Loc"/>) and covariance Σ = L L' (<see cref="ScaleTril"/>):
/// log p(x) = -|L⁻¹ (x - μ)|² / 2 - log det L - K log(2π) / 2.
/// </summary>
public sealed partial class MultivariateNormal : Distribution, IGaussian
{
    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * EventShape[0]);

    /// <summary>|L⁻¹ d|².</summary>
    Tensor IGaussian.SquaredDistance(Tensor deviation) => SquaredDistance(deviation);

    Tensor IGaussian.Factor() => ScaleTril.ToTensor();

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc, factor = ScaleTril.Beside(deviation), whitened = Triangular.SolveVectors(factor, deviation);
        return -(EventShape[0] * Normal.HalfLogTwoPi) - factor.diagonal(0, -2, -1).log().addcmul(whitened, whitened, 0.5).sum(dim: -1);
    }

    private Tensor SquaredDistance(Tensor deviation) => Triangular.SolveVectors(ScaleTril.Beside(deviation), deviation).square().sum(dim: -1);
}
