namespace Ppl.Distributions;

public sealed partial class GaussianRandomWalk
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ (ε_1 + ... + ε_t), ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Scale.WithLastDims(1) * rng.Randn(DrawShape(sampleShape), Scale).cumsum(-1);

    /// <summary>0.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => torch.zeros_like(Variance);

    /// <summary>t σ² after t steps.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor one = Scale.Square().WithLastDims(1).ToTensor();
            return Stretch(one * torch.arange(1, EventShape[0] + 1, one.dtype, one.device), BatchShape + EventShape);
        }
    }
}
