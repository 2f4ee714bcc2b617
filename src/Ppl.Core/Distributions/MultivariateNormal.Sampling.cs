namespace Ppl.Distributions;

public sealed partial class MultivariateNormal
{
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
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of the covariance.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch(ScaleTril.ToTensor().square().sum(dim: -1), BatchShape + EventShape);
}
