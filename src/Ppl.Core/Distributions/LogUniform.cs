namespace Ppl.Distributions;

/// <summary>The distribution of a number whose logarithm is uniform between two bounds: log p(x) = -log x - log(log(high / low)), -∞ outside.</summary>
public sealed partial class LogUniform : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new Interval(Low, High, IsClosed: true);

    /// <summary>The logarithm of high / low.</summary>
    private TensorLike LogRatio => (High / Low).Log();

    /// <summary>(log low + log high) / 2 + log(log(high / low)).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(0.5 * (Low.Log() + High.Log()) + LogRatio.Log());

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Within((value >= Low) & (value <= High), -value.log() - LogRatio.Log());
}
