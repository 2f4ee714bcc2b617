namespace Ppl.Distributions;

public sealed partial class Binomial
{
    /// <summary>The distribution of the successes among <paramref name="totalCount"/> trials with probability <paramref name="probs"/> each; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the total is no count, or a probability is not between 0 and 1. PPL101: the shapes do not broadcast.</exception>
    public Binomial(TensorLike totalCount, TensorLike probs)
        : this(totalCount, Chance.OfProbs(nameof(Binomial), probs))
    {
    }

    private Binomial(TensorLike totalCount, Chance chance)
        : base(Arguments.Of(nameof(Binomial), totalCount, chance.Given, bName: chance.Name))
    {
        TotalCount = Check.Count(nameof(Binomial), totalCount).Real(chance.Given);
        Chance = chance;
    }

    /// <summary>The distribution of the successes among <paramref name="totalCount"/> trials with probability 1 / (1 + e^(-<paramref name="logits"/>)) each.</summary>
    /// <exception cref="PplException">PPL018: the total is no count, or a logit is not finite. PPL101: the shapes do not broadcast.</exception>
    public static Binomial FromLogits(TensorLike totalCount, TensorLike logits) => new(totalCount, Chance.OfLogits(nameof(Binomial), logits));

    /// <summary>The number n of trials.</summary>
    public TensorLike TotalCount { get; }

    /// <summary>torch's binomial draw.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([TotalCount, Chance.Given]);
        Shape shape = DrawShape(sampleShape);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand(shape.AsSpan());
        return torch.binomial(total, Probs.ToTensor(dtype, device).detach().expand(shape.AsSpan()), rng.Generator(device));
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Binomial(TotalCount.Gather(index, BatchShape), Chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>0, 1, ..., n, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) => Enumerated(CountSums.UpTo(Shared(TotalCount), TotalCount, Chance.Given), expand);

    /// <summary>n p.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(TotalCount * Probs);

    /// <summary>n p (1 - p).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(TotalCount * Probs * Chance.Complement);

    /// <summary>A sum over 0, 1, ..., n.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => CountSums.Entropy(this, TotalCount);

    /// <summary>I_q(n - ⌊value⌋, ⌊value⌋ + 1), q = 1 - p, the regularised incomplete beta function, computed on the CPU.</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value) => CountCdf.Binomial(TensorLike.Real(value, TotalCount, Chance.Given), TotalCount, Chance.Probs, Chance.Complement);

    /// <summary>The least count whose cdf is at least p.</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p) => CountSums.Quantile(this, p);
}
