namespace Ppl.Distributions;

/// <summary>
/// The Cauchy distribution with median μ (<see cref="Loc"/>) and half-width at half-maximum σ (<see cref="Scale"/>):
/// log p(x) = -log(1 + ((x - μ) / σ)²) - log(π σ).
/// </summary>
public sealed partial class Cauchy : Distribution
{
    /// <summary>log π.</summary>
    internal const double LogPi = 1.14472988584940017414342735135;

    /// <summary>The Cauchy distribution with median <paramref name="loc"/> and half-width <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Cauchy(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Cauchy), loc, scale))
    {
        Loc = Check.Real(nameof(Cauchy), loc);
        Scale = Check.Positive(nameof(Cauchy), scale);
    }

    /// <summary>The median μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The half-width at half-maximum σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Cauchy(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(4π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(4 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-LogPi - Scale.Log()) - ((value - Loc) / Scale).square().log1p();
}
