namespace Ppl.Distributions;

/// <summary>
/// The beta distribution on [0, 1] with concentrations α (<see cref="Concentration1"/>) and β (<see cref="Concentration0"/>):
/// log p(x) = (α - 1) log x + (β - 1) log(1 - x) - log B(α, β).
/// </summary>
public sealed partial class Beta : Distribution
{
    /// <summary>The beta distribution with density proportional to x^(<paramref name="concentration1"/> - 1) (1 - x)^(<paramref name="concentration0"/> - 1); both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Beta(TensorLike concentration1, TensorLike concentration0)
        : base(Arguments.Of(nameof(Beta), concentration1, concentration0))
    {
        Concentration1 = Check.Positive(nameof(Beta), concentration1);
        Concentration0 = Check.Positive(nameof(Beta), concentration0);
    }

    /// <summary>The concentration α, the power of x plus 1.</summary>
    public TensorLike Concentration1 { get; }

    /// <summary>The concentration β, the power of 1 - x plus 1.</summary>
    public TensorLike Concentration0 { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Beta(Concentration1.Gather(index, BatchShape), Concentration0.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log B(α, β) - (α - 1) (ψ(α) - ψ(α + β)) - (β - 1) (ψ(β) - ψ(α + β)).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        TensorLike ofSum = Stable.MeanLogRatio(Sum);
        return OverBatch((1 - Concentration1) * (Stable.MeanLogRatio(Concentration1) - ofSum) + (1 - Concentration0) * (Stable.MeanLogRatio(Concentration0) - ofSum)
            - LogConstant);
    }

    /// <summary>Around the mean m = α / (α + β): (α - 1) log(x / m) + (β - 1) log((1 - x) / (1 - m)) + log(mᵅ⁻¹ (1 - m)ᵝ⁻¹ / B(α, β)).</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike power1 = Concentration1 - 1, power0 = Concentration0 - 1, sum = Sum, ofMean1 = (Concentration1 / sum).Log(), ofMean0 = (Concentration0 / sum).Log();
        Tensor log1 = Stable.LogOfBase(power1, value), log0 = Stable.LogOfBaseComplement(power0, value);
        return power1 * (log1 - ofMean1) + power0 * (log0 - ofMean0) + (Stable.LogPowersOverGamma([Concentration1, Concentration0], [sum]) - ofMean1 - ofMean0);
    }

    /// <summary>log(mᵅ⁻¹ (1 - m)ᵝ⁻¹ / B(α, β)).</summary>
    private TensorLike LogConstant => Stable.LogPowersOverBeta(Concentration1, Concentration0) - Mean1.Log() - Mean0.Log();

    /// <summary>α + β.</summary>
    private TensorLike Sum => Concentration1 + Concentration0;

    /// <summary>E[X] = α / (α + β).</summary>
    private TensorLike Mean1 => Concentration1 / Sum;

    /// <summary>E[1 - X] = β / (α + β).</summary>
    private TensorLike Mean0 => Concentration0 / Sum;
}
