namespace Ppl.Distributions;

/// <summary>
/// The binomial distribution of the number of successes among n trials (<see cref="TotalCount"/>), each with probability p (<see cref="Probs"/>):
/// log P(x) = log n! - log x! - log (n - x)! + x log p + (n - x) log(1 - p) for x = 0, 1, ..., n.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments, and Float32 holds whole numbers up to 2²⁴.</remarks>
public sealed partial class Binomial : Distribution
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

    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0, 1, ..., n, for an n that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have supports of different sizes.</exception>
    public override Tensor EnumerateSupport(bool expand = true) => Enumerated(SupportLists.Counts(Shared(TotalCount), TotalCount, Chance.Given), expand);

    /// <summary>The probability p, as it was given.</summary>
    internal Chance Chance { get; }

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => Chance.Logits;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Binomial(TotalCount.Gather(index, BatchShape), Chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => CountMass.Binomial(TensorLike.Real(value, TotalCount, Chance.Given), TotalCount, Chance);
}
