namespace Ppl.Distributions;

/// <summary>
/// The beta distribution on [0, 1] by its mean μ (<see cref="Proportion"/>) and concentration κ (<see cref="Concentration"/>): Beta(μ κ, (1 - μ) κ),
/// log p(x) = (μ κ - 1) log x + ((1 - μ) κ - 1) log(1 - x) - log B(μ κ, (1 - μ) κ).
/// </summary>
public sealed partial class BetaProportion : Distribution
{
    /// <summary>The beta distribution with mean <paramref name="mean"/> and the sum of its two concentrations <paramref name="concentration"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the mean is not strictly between 0 and 1, or the concentration is not positive. PPL101: the shapes do not broadcast.</exception>
    public BetaProportion(TensorLike mean, TensorLike concentration)
        : base(Arguments.Of(nameof(BetaProportion), mean, concentration))
    {
        Proportion = Check.OpenProbability(nameof(BetaProportion), mean);
        Concentration = Check.Positive(nameof(BetaProportion), concentration);
        AsBeta = new Beta(mean * concentration, (1 - mean) * concentration);
    }

    /// <summary>The mean μ as it was given.</summary>
    public TensorLike Proportion { get; }

    /// <summary>The concentration κ: the larger, the narrower.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The same distribution by its two concentrations, over the batch of the parameters.</summary>
    internal Beta AsBeta { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new BetaProportion(Proportion.Gather(index, BatchShape), Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => Stretch(AsBeta.Entropy(), BatchShape);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => AsBeta.LogProbUnchecked(value, AsBeta.LogProbShape(Shape.Of(value)));
}
