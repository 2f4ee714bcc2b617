namespace Ppl.Distributions;

public sealed partial class LowRankMultivariateNormal
{
    /// <summary>The normal distribution with mean <paramref name="loc"/> and covariance W W' + D, W = <paramref name="covFactor"/>, D of diagonal <paramref name="covDiag"/>; all are batched.</summary>
    /// <exception cref="PplException">PPL018: the diagonal is not positive, or an argument is not finite. PPL107: the arguments have other numbers of rows.
    /// PPL101: the shapes do not broadcast.</exception>
    public LowRankMultivariateNormal(TensorLike loc, TensorLike covFactor, TensorLike covDiag)
        : base(Arguments.Join(nameof(LowRankMultivariateNormal), Arguments.Of(loc, 1), Arguments.Of(covDiag, 1), Arguments.Of(covFactor) with { Batch = FactorShape(covFactor).DropLast(2) }), Vectors.EventShape(nameof(LowRankMultivariateNormal), loc, covFactor.Shape))
    {
        if (covDiag.Shape.Rank < 1 || covDiag.Shape.Last(1) != EventShape)
            throw Error.EventDoesNotFit(nameof(LowRankMultivariateNormal), BatchShape, EventShape, $"a diagonal of shape {covDiag.Shape} does not fit a factor of shape {covFactor.Shape}",
                "give the diagonal as many numbers as the factor has rows.");
        Loc = Check.Real(nameof(LowRankMultivariateNormal), loc);
        CovFactor = Check.Real(nameof(LowRankMultivariateNormal), covFactor);
        CovDiag = Check.Positive(nameof(LowRankMultivariateNormal), covDiag);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The factor W.</summary>
    public TensorLike CovFactor { get; }

    /// <summary>The diagonal of D.</summary>
    public TensorLike CovDiag { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ + W ε + D^(1/2) η, ε and η ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor common = rng.Randn(sampleShape + BatchShape + CovFactor.Shape.Last(1), CovFactor, CovDiag, Loc);
        Tensor own = rng.Randn(DrawShape(sampleShape), CovFactor, CovDiag, Loc);
        return Loc + (Triangular.TimesVectors(CovFactor.Beside(common), common) + CovDiag.Sqrt() * own);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new LowRankMultivariateNormal(
        Loc.Gather(index, BatchShape, eventDim: 1), CovFactor.Gather(index, BatchShape, eventDim: 2), CovDiag.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of the covariance.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch(CovFactor.ToTensor().square().sum(dim: -1) + CovDiag, BatchShape + EventShape);

    private static Shape FactorShape(TensorLike factor) => factor.Shape.Rank >= 2 && factor.Shape[^1] > 0
        ? factor.Shape
        : throw Error.EventDoesNotFit(nameof(LowRankMultivariateNormal), default, default, $"a factor of shape {factor.Shape} is no matrix", "its last two dims are rows, one for each number of a value, and columns, at least one.");
}
