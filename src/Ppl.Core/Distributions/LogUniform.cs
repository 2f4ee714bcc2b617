namespace Ppl.Distributions;

/// <summary>The distribution of a number whose logarithm is uniform between two bounds: log p(x) = -log x - log(log(high / low)), -∞ outside.</summary>
public sealed partial class LogUniform : Distribution
{
    /// <summary>The distribution of e^U, U uniform between log low and log high; the bounds broadcast.</summary>
    /// <exception cref="PplException">PPL018: a bound is not positive, or low is not below high. PPL101: the shapes do not broadcast.</exception>
    public LogUniform(TensorLike low, TensorLike high)
        : base(Arguments.Of(nameof(LogUniform), low, high))
    {
        Low = Check.Positive(nameof(LogUniform), low);
        High = Check.Positive(nameof(LogUniform), high);
        Check.Ordered(nameof(LogUniform), low, high);
    }

    /// <summary>The lower bound.</summary>
    public TensorLike Low { get; }

    /// <summary>The upper bound.</summary>
    public TensorLike High { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

    /// <summary>The logarithm of high / low.</summary>
    private TensorLike LogRatio => (High / Low).Log();

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new LogUniform(Low.Gather(index, BatchShape), High.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>(log low + log high) / 2 + log(log(high / low)).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(0.5 * (Low.Log() + High.Log()) + LogRatio.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Within((value >= Low) & (value <= High), -value.log() - LogRatio.Log());
}
