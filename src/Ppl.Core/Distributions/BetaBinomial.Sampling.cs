namespace Ppl.Distributions;

public sealed partial class BetaBinomial
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

    /// <summary>A binomial draw whose probability is G₁ / (G₁ + G₀), two gamma draws.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration1, Concentration0, TotalCount]);
        Shape shape = DrawShape(sampleShape);
        Tensor Full(TensorLike argument) => argument.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        Tensor logits = LogGamma.Sample(rng, Full(Concentration1)).detach() - LogGamma.Sample(rng, Full(Concentration0)).detach();
        return torch.binomial(Full(TotalCount), logits.sigmoid(), rng.Generator(device));
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new BetaBinomial(
        Concentration1.Gather(index, BatchShape), Concentration0.Gather(index, BatchShape), TotalCount.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>0, 1, ..., n, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) => Enumerated(CountSums.UpTo(Shared(TotalCount), TotalCount, Concentration1), expand);

    /// <summary>n α / (α + β).</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * (Concentration1 / Concentration));

    /// <summary>n m (1 - m) (α + β + n) / (α + β + 1), m = α / (α + β).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * (Concentration1 / Concentration) * (Concentration0 / Concentration)
        * ((Concentration + TotalCount) / (Concentration + 1)));

    /// <summary>A sum over 0, 1, ..., n.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountSums.Entropy(this, TotalCount);

    /// <summary>A sum over 0, 1, ..., value.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountSums.Cdf(this, value);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);

    private TensorLike Concentration => Concentration1 + Concentration0;
}
