namespace Ppl.Distributions;

/// <summary>
/// The geometric distribution of the number of failures before the first success, which has probability p (<see cref="Probs"/>) at each trial:
/// log P(x) = x log(1 - p) + log p for x = 0, 1, 2, ...
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the parameter.</remarks>
public sealed partial class Geometric : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <summary>The probability p, as it was given.</summary>
    internal Chance Chance { get; }

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => Chance.Logits;

    /// <summary>-p log p - (1 - p) log(1 - p), divided by p.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => -OverBatch(Chance.OddsAgainst * Chance.LogComplement + Chance.Log);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => value * Chance.LogComplement + Chance.Log;
}
