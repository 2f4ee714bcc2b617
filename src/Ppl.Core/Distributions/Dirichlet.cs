namespace Ppl.Distributions;

/// <summary>
/// The Dirichlet distribution over vectors of nonnegative numbers whose sum is 1, with concentrations α, the last dim of
/// <see cref="Concentration"/>: log p(x) = Σ (αᵢ - 1) log xᵢ + log Γ(Σ αᵢ) - Σ log Γ(αᵢ), with respect to all coordinates but one.
/// </summary>
public sealed partial class Dirichlet : Distribution
{
    /// <summary>The Dirichlet distribution with the last dim of <paramref name="concentration"/> for concentrations.</summary>
    /// <exception cref="PplException">PPL018: an entry is not positive. PPL107: there is no dim of coordinates.</exception>
    public Dirichlet(TensorLike concentration)
        : base(Arguments.Of(concentration) with { Batch = Batch(concentration.Shape) }, concentration.Shape.Last(1)) => Concentration = Check.Positive(nameof(Dirichlet), concentration);

    /// <summary>The concentrations α along the last dim.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Simplex;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Dirichlet(Concentration.Gather(index, BatchShape, eventDim: 1)).Expand(GatheredShape(index));

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

    private static Shape Batch(Shape concentration) => concentration.Rank > 0
        ? concentration.DropLast(1)
        : throw Error.EventDoesNotFit(nameof(Dirichlet), default, default, "a number is no vector of concentrations",
            "the last dim of the argument are the coordinates: give a vector, such as [1.0, 1.0].");
}
