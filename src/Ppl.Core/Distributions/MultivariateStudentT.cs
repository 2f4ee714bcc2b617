namespace Ppl.Distributions;

/// <summary>
/// Student's t distribution of vectors of K numbers with ν degrees of freedom (<see cref="Df"/>), centre μ (<see cref="Loc"/>) and scale matrix L L' (<see cref="ScaleTril"/>):
/// log p(x) = log Γ((ν + K) / 2) - log Γ(ν / 2) - K log(ν π) / 2 - log det L - (ν + K) / 2 log(1 + |L⁻¹ (x - μ)|² / ν).
/// </summary>
public sealed partial class MultivariateStudentT : Distribution
{
    /// <summary>Student's t distribution with <paramref name="df"/> degrees of freedom, centre <paramref name="loc"/>, a vector or one number for all, and scale matrix <paramref name="scale"/>; all are batched.</summary>
    /// <exception cref="PplException">PPL206: the scale is not positive definite. PPL018: df is not positive, the scale is not symmetric, or an argument is not finite.
    /// PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public MultivariateStudentT(TensorLike df, TensorLike loc, TensorLike scale)
        : this(df, loc, Cholesky.Of(nameof(MultivariateStudentT), scale), Vectors.EventShape(nameof(MultivariateStudentT), loc, scale.Shape))
    {
    }

    private MultivariateStudentT(TensorLike df, TensorLike loc, TensorLike scaleTril, Shape eventShape)
        : base(Arguments.Join(nameof(MultivariateStudentT), Arguments.Of(df), Arguments.Of(loc, 1), Arguments.Of(scaleTril, 2)), eventShape)
    {
        Df = Check.Positive(nameof(MultivariateStudentT), df);
        Loc = Check.Real(nameof(MultivariateStudentT), loc);
        ScaleTril = scaleTril;
    }

    /// <summary>Student's t distribution with scale matrix L L', L = <paramref name="scaleTril"/> lower-triangular with a positive diagonal.</summary>
    /// <exception cref="PplException">PPL018: df is not positive, the factor is none, or the centre is not finite. PPL107: it is no square matrix. PPL101: the shapes do not broadcast.</exception>
    public static MultivariateStudentT FromCholesky(TensorLike df, TensorLike loc, TensorLike scaleTril) =>
        new(df, loc, Cholesky.Given(nameof(MultivariateStudentT), scaleTril), Vectors.EventShape(nameof(MultivariateStudentT), loc, scaleTril.Shape));

    /// <summary>The degrees of freedom ν.</summary>
    public TensorLike Df { get; }

    /// <summary>The centre μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The Cholesky factor L of the scale matrix.</summary>
    public TensorLike ScaleTril { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new MultivariateStudentT(
        Df.Gather(index, BatchShape), Loc.Gather(index, BatchShape, eventDim: 1), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

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
