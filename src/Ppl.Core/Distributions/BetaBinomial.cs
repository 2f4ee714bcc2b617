namespace Ppl.Distributions;

/// <summary>
/// The beta-binomial distribution: a binomial count among n trials (<see cref="TotalCount"/>) whose probability has a beta distribution with
/// concentrations α (<see cref="Concentration1"/>, of successes) and β (<see cref="Concentration0"/>):
/// log P(x) = log C(n, x) + log B(x + α, n - x + β) - log B(α, β) for x = 0, 1, ..., n.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class BetaBinomial : Distribution
{
    /// <summary>The beta-binomial distribution among <paramref name="totalCount"/> trials; all arguments broadcast.</summary>
    /// <param name="concentration1">The concentration α of successes.</param>
    /// <param name="concentration0">The concentration β of failures.</param>
    /// <param name="totalCount">The number n of trials.</param>
    /// <exception cref="PplException">PPL018: a concentration is not positive, or the total is no count. PPL101: the shapes do not broadcast.</exception>
    public BetaBinomial(TensorLike concentration1, TensorLike concentration0, TensorLike totalCount)
        : base(Arguments.Of(nameof(BetaBinomial), concentration1, concentration0, totalCount))
    {
        Concentration1 = Check.Positive(nameof(BetaBinomial), concentration1);
        Concentration0 = Check.Positive(nameof(BetaBinomial), concentration0);
        TotalCount = Check.Count(nameof(BetaBinomial), totalCount).Real(Concentration1.IsTensor ? Concentration1 : Concentration0);
    }

    /// <summary>The concentration α of successes.</summary>
    public TensorLike Concentration1 { get; }

    /// <summary>The concentration β of failures.</summary>
    public TensorLike Concentration0 { get; }

    /// <summary>The number n of trials.</summary>
    public TensorLike TotalCount { get; }

    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0, 1, ..., n, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) => Enumerated(SupportLists.Counts(Shared(TotalCount), TotalCount, Concentration1), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new BetaBinomial(
        Concentration1.Gather(index, BatchShape), Concentration0.Gather(index, BatchShape), TotalCount.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        CountMass.BetaBinomial(TensorLike.Real(value, TotalCount, Concentration1, Concentration0), TotalCount, Concentration1, Concentration0);
}
