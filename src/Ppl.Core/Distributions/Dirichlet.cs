namespace Ppl.Distributions;

/// <summary>
/// The Dirichlet distribution over vectors of nonnegative numbers whose sum is 1, with concentrations α, the last dim of
/// <see cref="Concentration"/>: log p(x) = Σ (αᵢ - 1) log xᵢ + log Γ(Σ αᵢ) - Σ log Γ(αᵢ), with respect to all coordinates but one.
/// </summary>
public sealed partial class Dirichlet : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <summary>-log C - Σ (αᵢ - 1) (ψ(αᵢ) - ψ(Σ α)), C being the factor of the density.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor(), sum = concentration.sum(dim: -1).unsqueeze(-1);
        Tensor ofMean = (concentration / sum).log();
        Tensor log = Stable.MeanLogRatio(concentration).ToTensor() - Stable.MeanLogRatio(sum).ToTensor();
        return Stretch(((1 - concentration) * log + ofMean).sum(dim: -1) - LogConstant(concentration, sum), BatchShape);
    }

    /// <summary>Around the mean mᵢ = αᵢ / Σ α: Σ (αᵢ - 1) log(xᵢ / mᵢ) + log(Π mᵢ^(αᵢ - 1) Γ(Σ α) / Π Γ(αᵢ)).</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor concentration = Concentration.Beside(value), sum = concentration.sum(-1, keepdim: true);
        Tensor ofMean = (concentration / sum).log();
        Tensor power = concentration - 1;
        return (power * (Stable.LogOfBase(power, value) - ofMean) - ofMean).sum(dim: -1) + LogConstant(concentration, sum);
    }

    /// <summary>log(Π mᵢ^αᵢ Γ(Σ α) / Π Γ(αᵢ)).</summary>
    private static Tensor LogConstant(Tensor concentration, Tensor sum) =>
        Stable.SumLessLast(Stable.LogPowerOverGamma(torch.cat([concentration, sum], -1)));
}
