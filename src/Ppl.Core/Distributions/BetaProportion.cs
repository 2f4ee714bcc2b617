namespace Ppl.Distributions;

/// <summary>
/// The beta distribution on [0, 1] by its mean μ (<see cref="Proportion"/>) and concentration κ (<see cref="Concentration"/>): Beta(μ κ, (1 - μ) κ),
/// log p(x) = (μ κ - 1) log x + ((1 - μ) κ - 1) log(1 - x) - log B(μ κ, (1 - μ) κ).
/// </summary>
public sealed partial class BetaProportion : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.UnitInterval;

    /// <inheritdoc/>
    public override Tensor Entropy() => Stretch(AsBeta.Entropy(), BatchShape);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => AsBeta.LogProbUnchecked(value, AsBeta.LogProbShape(Shape.Of(value)));
}
