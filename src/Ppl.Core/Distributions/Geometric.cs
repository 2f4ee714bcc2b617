namespace Ppl.Distributions;

/// <summary>
/// The geometric distribution of the number of failures before the first success, which has probability p (<see cref="Probs"/>) at each trial:
/// log P(x) = x log(1 - p) + log p for x = 0, 1, 2, ...
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class Geometric : Distribution
{
    /// <summary>The distribution of the failures before the first success of probability <paramref name="probs"/>.</summary>
    /// <exception cref="PplException">PPL018: a probability is not strictly between 0 and 1.</exception>
    public Geometric(TensorLike probs)
        : this(Chance.OfOpenProbs(nameof(Geometric), probs))
    {
    }

    private Geometric(Chance chance)
        : base(Arguments.Of(chance.Given, name: chance.Name)) => Chance = chance;

    /// <summary>The distribution of the failures before the first success of probability 1 / (1 + e^(-<paramref name="logits"/>)).</summary>
    /// <exception cref="PplException">PPL018: a logit is not finite.</exception>
    public static Geometric FromLogits(TensorLike logits) => new(Chance.OfLogits(nameof(Geometric), logits));

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <summary>The probability p, as it was given.</summary>
    internal Chance Chance { get; }

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => Chance.Logits;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Geometric(Chance.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>-p log p - (1 - p) log(1 - p), divided by p.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => -OverBatch(Chance.OddsAgainst * Chance.LogComplement + Chance.Log);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => value * Chance.LogComplement + Chance.Log;
}
