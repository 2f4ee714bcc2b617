namespace Ppl.Distributions;

/// <summary>
/// The Dirichlet-multinomial distribution: how often each of K categories comes in n trials (<see cref="TotalCount"/>) whose probabilities have a
/// Dirichlet distribution with concentrations α, the last dim of <see cref="Concentration"/>, of sum A:
/// log P(x) = log n! + log Γ(A) - log Γ(n + A) + Σ (log Γ(xᵢ + αᵢ) - log xᵢ! - log Γ(αᵢ)).
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class DirichletMultinomial : Distribution
{
    /// <summary>The distribution of <paramref name="totalCount"/> trials with concentrations along the last dim of <paramref name="concentration"/>.</summary>
    /// <exception cref="PplException">PPL018: a concentration is not positive, or the total is no count. PPL101: the shapes do not broadcast. PPL107: there is no dim of categories.</exception>
    public DirichletMultinomial(TensorLike concentration, TensorLike totalCount)
        : base(Arguments.Join(nameof(DirichletMultinomial), Weights(concentration).Argument(nameof(DirichletMultinomial), nameof(concentration)), Arguments.Of(totalCount)), [Weights(concentration).Count])
    {
        Concentration = Check.Positive(nameof(DirichletMultinomial), concentration);
        TotalCount = Check.Count(nameof(DirichletMultinomial), totalCount).Real(concentration);
    }

    /// <summary>The concentrations α, along the last dim.</summary>
    public TensorLike Concentration { get; }

    /// <summary>The number n of trials.</summary>
    public TensorLike TotalCount { get; }

    /// <inheritdoc/>
    public override Constraint Support => new MultinomialConstraint(TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>All ways in which n trials fall into K categories, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.Compositions(Shared(TotalCount), EventShape[0], TotalCount, Concentration), expand);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new DirichletMultinomial(
        Concentration.Gather(index, BatchShape, eventDim: 1), TotalCount.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>Negative binomial counts with αᵢ failures and one probability, given that their sum is n; n / (n + A) makes each term small.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor count = TensorLike.Real(value, TotalCount, Concentration), concentration = Concentration.Beside(count);
        Tensor total = TotalCount.Beside(count).unsqueeze(-1), sum = concentration.sum(dim: -1, keepdim: true), trials = total + sum;
        Chance.Share p = new(total / trials), q = new(sum / trials);
        Shape batch = Shape.Broadcast(Shape.Of(count).DropLast(1), Shape.Of(total).DropLast(1));
        Tensor counts = torch.cat([Stretch(count, batch + EventShape), Stretch(total, batch + Shape.Of(total).Last(1))], -1);
        return Stable.SumLessLast(CountMass.NegativeBinomial(counts, torch.cat([concentration, sum], -1), p, q));
    }

    private static Categories Weights(TensorLike concentration) => new(concentration, IsLogits: false);
}
