namespace Ppl.Distributions;

/// <summary>
/// A one-hot categorical distribution whose draws carry the gradient of the <see cref="RelaxedOneHotCategorical"/> variable that they round. The largest
/// coordinate of a relaxed variable has the categorical variable's probabilities whatever its temperature, so that mass, mean and variance are
/// those of <see cref="OneHotCategorical"/>: log P(x) = Σ xᵢ log pᵢ.
/// </summary>
/// <remarks>Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax (2017), section 2.2. The gradient is biased; the colder, the less.</remarks>
public sealed partial class RelaxedOneHotCategoricalStraightThrough : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.OneHot;

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    public override Tensor Entropy() => Rounded.Entropy();

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => relaxed.Largest.LogProbUnchecked(value, relaxed.Largest.LogProbShape(Shape.Of(value)));

    private Distribution Rounded => relaxed.Largest.Expand(BatchShape);
}
