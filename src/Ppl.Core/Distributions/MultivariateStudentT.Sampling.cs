namespace Ppl.Distributions;

public sealed partial class MultivariateStudentT
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

    /// <summary>True: through independent normal variables and a gamma variable, with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>μ + L ε √(a / g), ε ~ N(0, 1), g ~ Gamma(a, 1), a = ν / 2.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor noise = rng.Randn(DrawShape(sampleShape), ScaleTril, Loc, Df);
        Tensor half = (0.5 * Df).ToTensor(noise.dtype, noise.device).expand((sampleShape + BatchShape).AsSpan());
        Tensor stretch = (0.5 * (half.log() - LogGamma.Sample(rng, half))).ExpPositive().unsqueeze(-1);
        return Loc + Triangular.TimesVectors(ScaleTril.Beside(noise), noise) * stretch;
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new MultivariateStudentT(
        Df.Gather(index, BatchShape), Loc.Gather(index, BatchShape, eventDim: 1), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <summary>μ; NaN for ν up to 1.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor loc = Stretch(Loc.ToTensor(), BatchShape + EventShape);
            return torch.where(Df.WithLastDims(1).Beside(loc) > 1, loc, torch.full_like(loc, double.NaN));
        }
    }

    /// <summary>(ν + K) (ψ((ν + K) / 2) - ψ(ν / 2)) / 2 less the log density at the centre.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        TensorLike a = 0.5 * Df, b = a + 0.5 * EventShape[0];
        TensorLike difference = (0.5 * EventShape[0] / a).Log1p() + (Stable.MeanLogRatio(b) - Stable.MeanLogRatio(a));
        return OverBatch(b * difference + LogNormalizer);
    }

    /// <summary>ν / (ν - 2) times the diagonal of L L'; infinite for ν up to 2, NaN up to 1.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor scale = Stretch(ScaleTril.ToTensor().square().sum(dim: -1), BatchShape + EventShape), df = Df.WithLastDims(1).Beside(scale);
            Tensor few = torch.where(df > 1, torch.full_like(scale, double.PositiveInfinity), torch.full_like(scale, double.NaN));
            return torch.where(df > 2, scale * df / (df - 2), few);
        }
    }
}
