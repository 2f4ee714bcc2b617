namespace Ppl.Distributions;

public sealed partial class MultivariateStudentT
{
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
