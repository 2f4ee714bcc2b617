namespace Ppl.Distributions;

public sealed partial class AsymmetricLaplace
{
    /// <summary>True: gradients are those of the quantile, exact to rounding.</summary>
    public override bool IsReparameterized => true;

    /// <summary>μ + (σ / κ) E₁ - σ κ E₂, both exponential with mean 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Shape shape = DrawShape(sampleShape);
        Tensor above = Draws.Exponential(rng, shape, Loc, Scale, Asymmetry), below = Draws.Exponential(rng, shape, Loc, Scale, Asymmetry);
        Tensor distance;
        using (torch.no_grad()) distance = Right * above - Left * below;
        return Loc + AtFixedProbability(distance);
    }

    /// <summary>μ + σ / κ - σ κ.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => OverBatch(Loc + (Right - Left));

    /// <summary>(σ / κ)² + (σ κ)².</summary>
    /// <inheritdoc/>
    public override Tensor Variance => OverBatch(Right.Square() + Left.Square());

    /// <summary>w e^-|z| below the mode, 1 - (1 - w) e^-|z| above it, w = κ² / (1 + κ²).</summary>
    /// <inheritdoc/>
    protected override Tensor Cumulative(Tensor value)
    {
        Tensor distance = value - Loc, size = -distance.abs(), total = (Left + Right).Beside(value);
        return torch.where(distance < 0, Left * (size / Left).exp() / total, 1 - Right * (size / Right).exp() / total);
    }

    /// <summary>The same distance from the mode as a function of the parameters at a fixed probability p: σ κ log(p / w) or -(σ / κ) log((1 - p) / (1 - w)).</summary>
    private Tensor AtFixedProbability(Tensor distance)
    {
        Tensor isLow = distance < 0, left = Left.Beside(distance), right = Right.Beside(distance);
        Tensor signed = torch.where(isLow, left, -right), logMass = torch.where(isLow, -(right / left).log1p(), -(left / right).log1p());
        return signed * ((distance / signed).detach() - (logMass - logMass.detach()));
    }

    /// <summary>μ + σ κ log(p / w) for p below w, μ - (σ / κ) log((1 - p) / (1 - w)) above, w = κ² / (1 + κ²).</summary>
    /// <inheritdoc/>
    protected override Tensor Quantile(Tensor p)
    {
        TensorLike weight = Left / (Left + Right);
        Tensor isLow = p < weight, ratio = torch.where(isLow, p / weight, (1 - p) * ((Left + Right) / Right));
        return Loc + ratio.log() * torch.where(isLow, torch.ones_like(p) * Left, -torch.ones_like(p) * Right);
    }
}
