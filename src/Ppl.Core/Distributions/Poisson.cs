namespace Ppl.Distributions;

/// <summary>The Poisson distribution of a count with mean λ (<see cref="Rate"/>): log P(x) = x log λ - λ - log x! for x = 0, 1, 2, ...</summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the rate, and Float32 holds whole numbers up to 2²⁴.</remarks>
public sealed partial class Poisson : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegativeInteger;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => CountMass.Poisson(TensorLike.Real(value, Rate), Rate);
}
