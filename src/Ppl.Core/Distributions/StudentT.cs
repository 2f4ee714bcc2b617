namespace Ppl.Distributions;

/// <summary>
/// Student's t distribution with ν degrees of freedom (<see cref="Df"/>), location μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>):
/// log p(x) = log Γ((ν + 1)/2) - log Γ(ν/2) - log(ν π)/2 - log σ - (ν + 1)/2 log(1 + ((x - μ)/σ)² / ν).
/// </summary>
public sealed partial class StudentT : Distribution
{
    /// <summary>Student's t distribution; the arguments broadcast.</summary>
    /// <exception cref="PplException">PPL018: df or the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public StudentT(TensorLike df, TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(StudentT), df, loc, scale))
    {
        Df = Check.Positive(nameof(StudentT), df);
        Loc = Check.Real(nameof(StudentT), loc);
        Scale = Check.Positive(nameof(StudentT), scale);
    }

    /// <summary>The degrees of freedom ν, any positive number.</summary>
    public TensorLike Df { get; }

    /// <summary>The location μ: the center of symmetry.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ; the standard deviation is larger.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new StudentT(Df.Gather(index, BatchShape), Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>(ν + 1)/2 (ψ((ν + 1)/2) - ψ(ν/2)) + log(√ν B(ν/2, 1/2)) + log σ.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        TensorLike half = Df / 2, next = half + 0.5;
        return OverBatch(next * ((0.5 / half).Log1p() + (Stable.MeanLogRatio(next) - Stable.MeanLogRatio(half))) + Scale.Log() - LogFactor);
    }

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike half = Df / 2, next = half + 0.5, inverse = 1 / Df;
        return next * (inverse.Log1p() - (((value - Loc) / Scale).square() * inverse).log1p()) + (LogRemainder(half, next) - Scale.Log());
    }

    /// <summary>
    /// log Γ(a + 1/2) - log Γ(a) - log(2 a π)/2, a = ν/2, whose terms cancel where a is large: by log Γ(z) = z log z - z - L(z) it is
    /// (a + 1/2) log(1 + 1/(2 a)) - 1/2 - log(2π)/2 - L(a + 1/2) + L(a).
    /// </summary>
    private TensorLike LogFactor
    {
        get
        {
            TensorLike half = Df / 2, next = half + 0.5;
            return next * (1 / Df).Log1p() + LogRemainder(half, next);
        }
    }

    private static TensorLike LogRemainder(TensorLike half, TensorLike next) => Stable.LogPowersOverGamma([half], [next]) - (0.5 + Normal.HalfLogTwoPi);
}
