namespace Ppl.Distributions;

/// <summary>
/// The normal distribution of vectors of K numbers with mean μ (<see cref="Loc"/>) and covariance Σ = L L' (<see cref="ScaleTril"/>):
/// log p(x) = -|L⁻¹ (x - μ)|² / 2 - log det L - K log(2π) / 2.
/// </summary>
public sealed partial class MultivariateNormal : Distribution, IGaussian
{
    /// <summary>The normal distribution with mean <paramref name="loc"/>, a vector or one number for all, and covariance matrix <paramref name="covariance"/>; both are batched.</summary>
    /// <exception cref="PplException">PPL206: the covariance is not positive definite. PPL018: it is not symmetric, or an argument is not finite.
    /// PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public MultivariateNormal(TensorLike loc, TensorLike covariance)
        : this(loc, Cholesky.Of(nameof(MultivariateNormal), covariance), Vectors.EventShape(nameof(MultivariateNormal), loc, covariance.Shape))
    {
    }

    private MultivariateNormal(TensorLike loc, TensorLike scaleTril, Shape eventShape)
        : base(Arguments.Of(nameof(MultivariateNormal), loc, scaleTril, 1, 2), eventShape)
    {
        Loc = Check.Real(nameof(MultivariateNormal), loc);
        ScaleTril = scaleTril;
    }

    /// <summary>The normal distribution with mean <paramref name="loc"/> and the inverse of <paramref name="precision"/> for covariance.</summary>
    /// <exception cref="PplException">As for a covariance.</exception>
    public static MultivariateNormal WithPrecision(TensorLike loc, TensorLike precision) =>
        new(loc, Cholesky.OfInverse(nameof(MultivariateNormal), precision), Vectors.EventShape(nameof(MultivariateNormal), loc, precision.Shape));

    /// <summary>The normal distribution with mean <paramref name="loc"/> and covariance L L', L = <paramref name="scaleTril"/> lower-triangular with a positive diagonal.</summary>
    /// <exception cref="PplException">PPL018: the factor is none, or the mean is not finite. PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public static MultivariateNormal FromCholesky(TensorLike loc, TensorLike scaleTril) =>
        new(loc, Cholesky.Given(nameof(MultivariateNormal), scaleTril), Vectors.EventShape(nameof(MultivariateNormal), loc, scaleTril.Shape));

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The Cholesky factor L of the covariance.</summary>
    public TensorLike ScaleTril { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new MultivariateNormal(Loc.Gather(index, BatchShape, eventDim: 1), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(LogNormalizer + 0.5 * EventShape[0]);

    /// <summary>|L⁻¹ d|².</summary>
    Tensor IGaussian.SquaredDistance(Tensor deviation) => SquaredDistance(deviation);

    Tensor IGaussian.Factor() => ScaleTril.ToTensor();

    TensorLike IGaussian.LogNormalizer => LogNormalizer;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor deviation = value - Loc, factor = ScaleTril.Beside(deviation), whitened = Triangular.SolveVectors(factor, deviation);
        return -(EventShape[0] * Normal.HalfLogTwoPi) - factor.diagonal(0, -2, -1).log().addcmul(whitened, whitened, 0.5).sum(dim: -1);
    }

    private Tensor SquaredDistance(Tensor deviation) => Triangular.SolveVectors(ScaleTril.Beside(deviation), deviation).square().sum(dim: -1);

    /// <summary>log √det(2πΣ).</summary>
    internal TensorLike LogNormalizer => ScaleTril.Apply(Triangular.LogDeterminant) + EventShape[0] * Normal.HalfLogTwoPi;
}
