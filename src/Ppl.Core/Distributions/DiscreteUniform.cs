namespace Ppl.Distributions;

/// <summary>The uniform distribution on the whole numbers from <see cref="Low"/> to <see cref="High"/>, both included: log P(x) = -log(high - low + 1).</summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class DiscreteUniform : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(Low, High);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Count.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Choose((value >= Low) & (value <= High), -Count.Log(), double.NegativeInfinity, value);

    /// <summary>How many values there are.</summary>
    private TensorLike Count => High - Low + 1;
}
