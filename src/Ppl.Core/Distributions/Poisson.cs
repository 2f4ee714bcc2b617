namespace Ppl.Distributions;

/// <summary>The Poisson distribution of a count with mean λ (<see cref="Rate"/>): log P(x) = x log λ - λ - log x! for x = 0, 1, 2, ...</summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the rate, and Float32 holds whole numbers up to 2²⁴.</remarks>
public sealed partial class Poisson : Distribution
{
    /// <summary>The Poisson distribution with mean <paramref name="rate"/>.</summary>
    /// <exception cref="PplException">PPL018: the rate is negative.</exception>
    public Poisson(TensorLike rate)
        : base(Arguments.Of(rate)) => Rate = Check.NonNegative(nameof(Poisson), rate);

    /// <summary>The mean λ; 0 gives the count 0.</summary>
    public TensorLike Rate { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new Poisson(Rate.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => CountMass.Poisson(TensorLike.Real(value, Rate), Rate);
}
