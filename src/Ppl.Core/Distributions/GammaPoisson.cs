namespace Ppl.Distributions;

/// <summary>
/// The gamma-Poisson distribution: a Poisson count whose rate has a gamma distribution with concentration α (<see cref="Concentration"/>) and
/// rate β (<see cref="Rate"/>). It is the negative binomial distribution with r = α and logits -log β:
/// log P(x) = log Γ(x + α) - log x! - log Γ(α) + α log(β / (1 + β)) - x log(1 + β) for x = 0, 1, 2, ...
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class GammaPoisson : Distribution
{
    /// <summary>The distribution of a Poisson count whose rate has mean <paramref name="concentration"/> / <paramref name="rate"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public GammaPoisson(TensorLike concentration, TensorLike rate)
        : base(Arguments.Of(nameof(GammaPoisson), concentration, rate))
    {
        Concentration = Check.Positive(nameof(GammaPoisson), concentration);
        Rate = Check.Positive(nameof(GammaPoisson), rate);
    }

    /// <summary>The concentration α of the rate of the count.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The rate β of the rate of the count.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new GammaPoisson(Concentration.Gather(index, BatchShape), Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        TensorLike next = 1 + Rate;
        return CountMass.NegativeBinomial(TensorLike.Real(value, Concentration, Rate), Concentration, new(1 / next), new(Rate / next));
    }
}
