namespace Ppl.Distributions;

/// <summary>
/// The beta-binomial distribution: a binomial count among n trials (<see cref="TotalCount"/>) whose probability has a beta distribution with
/// concentrations α (<see cref="Concentration1"/>, of successes) and β (<see cref="Concentration0"/>):
/// log P(x) = log C(n, x) + log B(x + α, n - x + β) - log B(α, β) for x = 0, 1, ..., n.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class BetaBinomial : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        CountMass.BetaBinomial(TensorLike.Real(value, TotalCount, Concentration1, Concentration0), TotalCount, Concentration1, Concentration0);
}
