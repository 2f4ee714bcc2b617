namespace Ppl.Distributions;

/// <summary>
/// The soft Laplace distribution (hyperbolic secant) with mean μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), z = (x - μ) / σ:
/// log p(x) = -log(e^z + e^-z) - log(π σ / 2): a Laplace distribution's tails, and smooth.
/// </summary>
public sealed partial class SoftLaplace : Distribution
{
    /// <summary>The soft Laplace distribution with mean <paramref name="loc"/> and standard deviation π <paramref name="scale"/> / 2; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public SoftLaplace(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(SoftLaplace), loc, scale))
    {
        Loc = Check.Real(nameof(SoftLaplace), loc);
        Scale = Check.Positive(nameof(SoftLaplace), scale);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new SoftLaplace(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(2π σ).</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + Math.Log(2 * Math.PI));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (value - Loc) / Scale;
        return z - Stable.Softplus(2 * z) - (Scale.Log() + Math.Log(Math.PI / 2));
    }
}
