namespace Ppl.Distributions;

public sealed partial class DirichletMultinomial
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

    /// <summary>Multinomial draws whose probabilities are gamma draws, divided by their sum.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration, TotalCount]);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand((sampleShape + BatchShape).AsSpan());
        Tensor concentration = Concentration.ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
        return CountDraws.Multinomial(rng, total, LogGamma.Sample(rng, concentration).detach().softmax(-1));
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new DirichletMultinomial(
        Concentration.Gather(index, BatchShape, eventDim: 1), TotalCount.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>All ways in which n trials fall into K categories, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(CountSums.Compositions(Shared(TotalCount), EventShape[0], TotalCount, Concentration), expand);

    /// <summary>n α / A.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Total * Stretch(Weights(Concentration).Probs, BatchShape + EventShape);

    /// <summary>n m (1 - m) (A + n) / (A + 1), m = α / A.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor sum = Concentration.ToTensor().sum(dim: -1, keepdim: true);
            return Mean * (1 - Weights(Concentration).Probs) * ((sum + Total) / (sum + 1));
        }
    }

    /// <summary>-E[log P(X)], whose terms are sums over the beta-binomial distribution of each count.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor(), sum = concentration.sum(dim: -1, keepdim: true), total = Total.Beside(concentration);
        Tensor others = concentration.matmul(1 - torch.eye(EventShape[0], dtype: concentration.dtype, device: concentration.device)).ClampPositive();
        Chance.Share p = new(total / (total + sum)), q = new(sum / (total + sum));
        Tensor each = CountSums.Expectation(new BetaBinomial(concentration, others, total), TotalCount, count => CountMass.NegativeBinomial(count, concentration, p, q));
        return OverBatch(CountMass.NegativeBinomial(total, sum, p, q).squeeze(-1) - each.sum(dim: -1));
    }

    private TensorLike Total => TotalCount.Column(Concentration.ToTensor());

    private static Categories Weights(TensorLike concentration) => new(concentration, IsLogits: false);
}
