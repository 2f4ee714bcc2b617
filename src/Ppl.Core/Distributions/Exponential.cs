namespace Ppl.Distributions;

/// <summary>The exponential distribution with rate λ (<see cref="Rate"/>): log p(x) = log λ - λ x for x ≥ 0.</summary>
public sealed partial class Exponential : Distribution
{
    /// <summary>The exponential distribution with mean 1 / <paramref name="rate"/>.</summary>
    /// <exception cref="PplException">PPL018: the rate is not positive.</exception>
    public Exponential(TensorLike rate)
        : base(Arguments.Of(rate)) => Rate = Check.Positive(nameof(Exponential), rate);

    /// <summary>The rate λ.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Exponential(Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(1 - Rate.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => Rate.Log() - Rate * value;
}
