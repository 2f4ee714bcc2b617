namespace Ppl.Distributions;

public sealed partial class ZeroSumNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ y, y the point of the plane that <see cref="Transforms.ZeroSum"/> gives to K - 1 standard normal numbers.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Scale.WithLastDims(1) * Transforms.ZeroSum.Forward(rng.Randn(sampleShape + BatchShape + [EventShape[0] - 1], Scale));

    /// <summary>0.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => torch.zeros_like(Variance);

    /// <summary>σ² (1 - 1 / K).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch((Scale.Square() * (1 - 1.0 / EventShape[0])).WithLastDims(1).ToTensor(), BatchShape + EventShape);
}
