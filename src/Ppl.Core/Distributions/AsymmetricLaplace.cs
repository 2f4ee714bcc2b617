namespace Ppl.Distributions;

/// <summary>
/// The asymmetric Laplace distribution with mode μ (<see cref="Loc"/>), scale σ (<see cref="Scale"/>) and asymmetry κ
/// (<see cref="Asymmetry"/>): log p(x) = -|x - μ| / s - log(σ κ + σ / κ), s = σ κ below the mode and σ / κ above it.
/// </summary>
public sealed partial class AsymmetricLaplace : Distribution
{
    /// <summary>The asymmetric Laplace distribution; asymmetry 1 gives the Laplace distribution, more of it a longer left tail. All broadcast.</summary>
    /// <exception cref="PplException">PPL018: scale or asymmetry is not positive, or an argument is not finite. PPL101: the shapes do not broadcast.</exception>
    public AsymmetricLaplace(TensorLike loc, TensorLike scale, TensorLike asymmetry)
        : base(Arguments.Of(nameof(AsymmetricLaplace), loc, scale, asymmetry))
    {
        Loc = Check.Real(nameof(AsymmetricLaplace), loc);
        Scale = Check.Positive(nameof(AsymmetricLaplace), scale);
        Asymmetry = Check.Positive(nameof(AsymmetricLaplace), asymmetry);
    }

    /// <summary>The mode μ.</summary>
    public TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    public TensorLike Scale { get; }

    /// <summary>The asymmetry κ.</summary>
    public TensorLike Asymmetry { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <summary>The mean distance of values below the mode from it, σ κ.</summary>
    private TensorLike Left => Scale * Asymmetry;

    /// <summary>The mean distance of values above the mode from it, σ / κ.</summary>
    private TensorLike Right => Scale / Asymmetry;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new AsymmetricLaplace(
        Loc.Gather(index, BatchShape), Scale.Gather(index, BatchShape), Asymmetry.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <summary>log(σ κ + σ / κ) + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch((Left + Right).Log() + 1);

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor distance = value - Loc;
        TensorLike left = Left, right = Right;
        return torch.where(distance < 0, distance / left, -distance / right) - (left + right).Log();
    }
}
