namespace Ppl.Distributions;

/// <summary>
/// The distribution of |Z|, Z normal with mean 0 and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -(x / σ)² / 2 - log σ - log(π / 2) / 2 for x ≥ 0.
/// </summary>
public sealed partial class HalfNormal : Distribution
{
    /// <summary>log(π / 2) / 2.</summary>
    private const double HalfLogHalfPi = 0.225791352644727432363097614947;

    /// <summary>The distribution of |Z|, Z normal with mean 0 and standard deviation <paramref name="scale"/>.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive.</exception>
    public HalfNormal(TensorLike scale)
        : base(Arguments.Of(scale)) => Scale = Check.Positive(nameof(HalfNormal), scale);

    /// <summary>The standard deviation σ of the whole normal distribution.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.NonNegative;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new HalfNormal(Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (HalfLogHalfPi + 0.5));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-HalfLogHalfPi - Scale.Log()).Plus((value / Scale).square(), -0.5);
}
