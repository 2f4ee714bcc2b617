namespace Ppl.Distributions;

/// <summary>
/// The Laplace distribution with mean μ (<see cref="Loc"/>) and mean absolute deviation σ (<see cref="Scale"/>):
/// log p(x) = -|x - μ| / σ - log(2σ).
/// </summary>
public sealed partial class Laplace : Distribution
{
    private const double Log2 = 0.693147180559945309417232121458;

    /// <summary>The Laplace distribution with mean <paramref name="loc"/> and mean absolute deviation <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Laplace(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Laplace), loc, scale))
    {
        Loc = Check.Real(nameof(Laplace), loc);
        Scale = Check.Positive(nameof(Laplace), scale);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The mean absolute deviation σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Laplace(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (Log2 + 1));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) => (-Log2 - Scale.Log()) - ((value - Loc) / Scale).abs();
}
