namespace Ppl.Distributions;

public sealed partial class MultivariateNormal
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
    public override bool IsReparameterized => true;

    /// <summary>μ + L ε, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor noise = rng.Randn(DrawShape(sampleShape), ScaleTril, Loc);
        return Loc + Triangular.TimesVectors(ScaleTril.Beside(noise), noise);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new MultivariateNormal(Loc.Gather(index, BatchShape, eventDim: 1), ScaleTril.Gather(index, BatchShape, eventDim: 2), EventShape).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of the covariance.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch(ScaleTril.ToTensor().square().sum(dim: -1), BatchShape + EventShape);

    /// <summary>log √det(2πΣ).</summary>
    internal TensorLike LogNormalizer => ScaleTril.Apply(Triangular.LogDeterminant) + EventShape[0] * Normal.HalfLogTwoPi;

    TensorLike IGaussian.LogNormalizer => LogNormalizer;
}
