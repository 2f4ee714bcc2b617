namespace Ppl.Distributions;

/// <summary>
/// The asymmetric Laplace distribution with mode μ (<see cref="Loc"/>), scale σ (<see cref="Scale"/>) and asymmetry κ
/// (<see cref="Asymmetry"/>): log p(x) = -|x - μ| / s - log(σ κ + σ / κ), s = σ κ below the mode and σ / κ above it.
/// </summary>
public sealed partial class AsymmetricLaplace : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.Real;

    /// <summary>The mean distance of values below the mode from it, σ κ.</summary>
    private TensorLike Left => Scale * Asymmetry;

    /// <summary>The mean distance of values above the mode from it, σ / κ.</summary>
    private TensorLike Right => Scale / Asymmetry;

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
