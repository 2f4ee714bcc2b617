namespace Ppl.Distributions;

/// <summary>The uniform distribution between two bounds, both included: log p(x) = -log(high - low), -∞ outside.</summary>
public sealed partial class Uniform : Distribution
{
    /// <summary>The uniform distribution between two bounds, which broadcast.</summary>
    /// <exception cref="PplException">PPL018: a bound is not finite, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public Uniform(TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(Uniform), low, high))
    {
        Low = Check.Real(nameof(Uniform), low);
        High = Check.Real(nameof(Uniform), high);
        Check.Ordered(nameof(Uniform), low, high);
    }

    /// <summary>The lower bound.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Interval(Low, High);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Uniform(Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((High - Low).Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Choose((value >= Low) & (value <= High), -(High - Low).Log(), double.NegativeInfinity, value);
}
