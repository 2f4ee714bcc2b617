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

    /// <summary>Two negative binomial counts with α and β failures and one probability, given that their sum is n; n / (n + α + β) makes each term small.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor count = TensorLike.Real(value, TotalCount, Concentration1, Concentration0);
        TensorLike concentration = Concentration1 + Concentration0, trials = TotalCount + concentration;
        Chance.Share p = new(TotalCount / trials), q = new(concentration / trials);
        return CountMass.NegativeBinomial(count, Concentration1, p, q) + CountMass.NegativeBinomial(TotalCount - count, Concentration0, p, q)
            - CountMass.NegativeBinomial(TotalCount.Beside(count), concentration, p, q);
    }
}
