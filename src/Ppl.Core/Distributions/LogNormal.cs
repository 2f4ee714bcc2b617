namespace Ppl.Distributions;

/// <summary>
/// The distribution of e^Z, Z normal with mean μ (<see cref="Loc"/>) and standard deviation σ (<see cref="Scale"/>):
/// log p(x) = -((log x - μ) / σ)² / 2 - log x - log σ - log(2π) / 2.
/// </summary>
public sealed partial class LogNormal : Distribution
{
    /// <summary>The distribution of e^Z, Z normal with mean <paramref name="loc"/> and standard deviation <paramref name="scale"/>; both broadcast.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public LogNormal(TensorLike loc, TensorLike scale)
        : base(Arguments.Of(nameof(LogNormal), loc, scale))
    {
        Loc = Check.Real(nameof(LogNormal), loc);
        Scale = Check.Positive(nameof(LogNormal), scale);
    }

    /// <summary>The mean μ of log x.</summary>
    public TensorLike Loc { get; }

    /// <summary>The standard deviation σ of log x.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Positive;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) =>
        new LogNormal(Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(Loc + Scale.Log() + (Normal.HalfLogTwoPi + 0.5));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.log();
        return (-Normal.HalfLogTwoPi - Scale.Log()).Plus(((log - Loc) / Scale).square(), -0.5) - log;
    }
}
