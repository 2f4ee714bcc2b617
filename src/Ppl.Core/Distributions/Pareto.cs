namespace Ppl.Distributions;

/// <summary>
/// The Pareto distribution with least value s (<see cref="Scale"/>) and tail index α (<see cref="Alpha"/>):
/// log p(x) = log(α / s) - (α + 1) log(x / s) for x ≥ s, -∞ below.
/// </summary>
public sealed partial class Pareto : Distribution
{
    /// <summary>The Pareto distribution of values from <paramref name="scale"/> upwards, with P(X &gt; x) = (scale / x)^alpha; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: an argument is not positive. PPL101: the shapes do not broadcast.</exception>
    public Pareto(TensorLike scale, TensorLike alpha)
        : base(Arguments.Of(nameof(Pareto), scale, alpha))
    {
        Scale = Check.Positive(nameof(Pareto), scale);
        Alpha = Check.Positive(nameof(Pareto), alpha);
    }

    /// <summary>The least value s.</summary>
    public TensorLike Scale { get; }

    /// <summary>The tail index α.</summary>
    public TensorLike Alpha { get; }

    /// <inheritdoc/>
    public override Constraint Support => new Interval(Scale, double.PositiveInfinity, IsClosed: true);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Pareto(Scale.Gather(index, BatchShape), Alpha.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(s / α) + 1 + 1 / α.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((Scale / Alpha).Log() + (1 + 1 / Alpha));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        Stable.Within(value >= Scale, (Alpha.Log() - Scale.Log()) - (Alpha + 1) * (value / Scale).log());
}
