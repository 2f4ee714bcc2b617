namespace Ppl.Distributions;

public sealed partial class LowRankMultivariateNormal
{
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
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of the covariance.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch(CovFactor.ToTensor().square().sum(dim: -1) + CovDiag, BatchShape + EventShape);
}
