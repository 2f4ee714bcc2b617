namespace Ppl.Distributions;

/// <summary>
/// The Gumbel distribution with mode μ (<see cref="Loc"/>) and scale σ (<see cref="Scale"/>), the law of largest values, z = (x - μ) / σ:
/// log p(x) = -z - e^-z - log σ.
/// </summary>
public sealed partial class Gumbel : Distribution
{
    /// <summary>Euler's constant γ.</summary>
    internal const double Euler = 0.577215664901532860606512090082;

    /// <summary>The Gumbel distribution with mode <paramref name="loc"/> and scale <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public Gumbel(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(Gumbel), loc, scale))
    {
        Loc = Check.Real(nameof(Gumbel), loc);
        Scale = Check.Positive(nameof(Gumbel), scale);
    }

    /// <summary>The mode μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new Gumbel(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log σ + γ + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Scale.Log() + (Euler + 1));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor z = (Loc - value) / Scale;
        return z - z.exp() - Scale.Log();
    }
}
