namespace Ppl.Distributions;

/// <summary>
/// The logistic distribution with mean μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), z = (x - μ) / σ:
/// log p(x) = -z - 2 log(1 + e^-z) - log σ.
/// </summary>
public sealed partial class Logistic : Distribution
{
    /// <summary>The logistic distribution with mean <paramref name="loc"/> and standard deviation π <paramref name="scale"/> / √3; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Logistic(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Logistic), loc, scale))
    {
        Loc = Check.Real(nameof(Logistic), loc);
        Scale = Check.Positive(nameof(Logistic), scale);
    }

    /// <summary>The mean μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Logistic(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + 2);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (Loc - value) / Scale;
        return z.add(Stable.Softplus(z), -2) - Scale.Log();
    }
}
