namespace Ppl.Distributions;

/// <summary>
/// The distribution of a 1 with probability p (<see cref="Probs"/>), else a 0, given by p or by its logit
/// λ = log p - log(1 - p) (<see cref="Logits"/>): log P(x) = x log p + (1 - x) log(1 - p) = x λ - log(1 + e^λ).
/// </summary>
/// <remarks>Values are 0 and 1 in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class Bernoulli : Distribution
{
    /// <summary>The distribution of a 1 with probability <paramref name="probs"/>, else a 0.</summary>
    /// <exception cref="PplException">PPL018: a probability is not between 0 and 1.</exception>
    public Bernoulli(TensorLike probs)
        : this(Chance.OfProbs(nameof(Bernoulli), probs))
    {
    }

    private Bernoulli(Chance chance)
        : base(Arguments.Of(chance.Given, name: chance.Name)) => Chance = chance;

    /// <summary>The distribution of a 1 with probability 1 / (1 + e^(-<paramref name="logits"/>)), else a 0.</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite.</exception>
    public static Bernoulli FromLogits(TensorLike logits) => new(Chance.OfLogits(nameof(Bernoulli), logits));

    /// <summary>The probability p, as it was given.</summary>
    internal Chance Chance { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Boolean;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>0 and 1.</summary>
    /// <inheritdoc/>
    public override Tensor EnumerateSupport(bool expand = true) =>
        Enumerated(SupportLists.Counts(1, Chance.Given), expand);

    /// <summary>The probability p of a 1.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>The logit λ of p.</summary>
    public TensorLike Logits => Chance.Logits;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Bernoulli(Chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Chance.IsLogit
        ? value * Chance.Given - Chance.Given.Softplus()
        : Stable.Choose(value > 0, Chance.Log, Chance.LogComplement, value);
}
