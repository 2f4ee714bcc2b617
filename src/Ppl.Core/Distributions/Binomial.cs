namespace Ppl.Distributions;

/// <summary>
/// The binomial distribution of the number of successes among n trials (<see cref="TotalCount"/>), each with probability p (<see cref="Probs"/>):
/// log P(x) = log n! - log x! - log (n - x)! + x log p + (n - x) log(1 - p) for x = 0, 1, ..., n.
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments, and Float32 holds whole numbers up to 2²⁴.</remarks>
public sealed partial class Binomial : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(0, TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>The probability p, as it was given.</summary>
    internal Chance Chance { get; }

    /// <summary>The probability p of a success.</summary>
    public TensorLike Probs => Chance.Probs;

    /// <summary>log p - log(1 - p).</summary>
    public TensorLike Logits => Chance.Logits;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => CountMass.Binomial(TensorLike.Real(value, TotalCount, Chance.Given), TotalCount, Chance);
}
