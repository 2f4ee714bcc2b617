namespace Ppl.Distributions;

/// <summary>The uniform distribution on the whole numbers from <see cref="Low"/> to <see cref="High"/>, both included: log P(x) = -log(high - low + 1).</summary>
/// <remarks>Draws are Int64.</remarks>
public sealed partial class DiscreteUniform : Distribution
{
    /// <summary>The uniform distribution on <paramref name="low"/>, <paramref name="low"/> + 1, ..., <paramref name="high"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: a bound is no whole number, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public DiscreteUniform(TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(DiscreteUniform), low, high))
    {
        Low = Check.Integer(nameof(DiscreteUniform), low);
        High = Check.Integer(nameof(DiscreteUniform), high);
        Check.Ordered(nameof(DiscreteUniform), low, high);
    }

    /// <summary>The least value.</summary>
    public TensorLike Low { get; }

    /// <summary>The largest value.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override Constraint Support => new IntegerInterval(Low, High);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>low, low + 1, ..., high, for bounds that all elements of the batch share.</summary>
    /// <exception cref="PplException">PPL027: the elements have different supports.</exception>
    public override Tensor EnumerateSupport(bool expand = true)
    {
        (double low, double high) = (Shared(Low), Shared(High));
        return Enumerated(SupportLists.Integers(low, high, Low, High), expand);
    }

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new DiscreteUniform(Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Count.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Choose((value >= Low) & (value <= High), -Count.Log(), double.NegativeInfinity, value);

    /// <summary>How many values there are.</summary>
    private TensorLike Count => High - Low + 1;
}
