namespace Ppl.Distributions;

/// <summary>
/// The distribution of K normal numbers with standard deviation σ (<see cref="Scale"/>) less their mean: a normal distribution on the plane of vectors whose sum is 0,
/// with log p(x) = -|x|² / 2σ² - (K - 1) (log σ + log(2π) / 2), a density with respect to the area of that plane.
/// </summary>
public sealed partial class ZeroSumNormal : Distribution
{
    /// <summary>The distribution of <paramref name="size"/> numbers whose sum is 0; <paramref name="scale"/> is batched.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive. PPL107: there are fewer than two numbers.</exception>
    public ZeroSumNormal(TensorLike scale, long size)
        : base(Arguments.Of(scale), size > 1 ? [size] : throw Error.EventDoesNotFit(nameof(ZeroSumNormal), default, default, $"a vector of {size} numbers", "give at least two: one alone can only be 0.")) =>
        Scale = Check.Positive(nameof(ZeroSumNormal), scale);

    /// <summary>The standard deviation σ before the mean is taken off.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.ZeroSum;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new ZeroSumNormal(Scale.Gather(index, BatchShape), EventShape[0]).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((EventShape[0] - 1) * (Scale.Log() + (Normal.HalfLogTwoPi + 0.5)));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        -0.5 * (value / Scale.WithLastDims(1)).square().sum(dim: -1) - (EventShape[0] - 1) * (Scale.Log() + Normal.HalfLogTwoPi);
}
