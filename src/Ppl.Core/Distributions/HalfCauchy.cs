namespace Ppl.Distributions;

/// <summary>
/// The distribution of |Z|, Z Cauchy with median 0 and half-width σ (<see cref="Scale"/>):
/// log p(x) = log(2 / π) - log σ - log(1 + (x / σ)²) for x ≥ 0.
/// </summary>
public sealed partial class HalfCauchy : Distribution
{
    /// <summary>The distribution of |Z|, Z Cauchy with median 0 and half-width <paramref name="scale"/>.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive.</exception>
    public HalfCauchy(TensorLike scale)
        : base(Arguments.Of(scale)) => Scale = Check.Positive(nameof(HalfCauchy), scale);

    /// <summary>The half-width at half-maximum σ of the whole Cauchy distribution, which is the median of this one.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new HalfCauchy(Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(2π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(2 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-Math.Log(Math.PI / 2) - Scale.Log()) - (value / Scale).square().log1p();
}
