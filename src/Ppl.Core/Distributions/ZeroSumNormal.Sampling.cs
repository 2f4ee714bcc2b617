namespace Ppl.Distributions;

public sealed partial class ZeroSumNormal
{
    /// <summary>The distribution of <paramref name="size"/> numbers whose sum is 0; <paramref name="scale"/> is batched.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive. PPL107: there are fewer than two numbers.</exception>
    public ZeroSumNormal(TensorLike scale, long size)
        : base(Arguments.Of(scale), size > 1 ? [size] : throw Error.EventDoesNotFit(nameof(ZeroSumNormal), default, default, $"a vector of {size} numbers", "give at least two: one alone can only be 0.")) =>
        Scale = Check.Positive(nameof(ZeroSumNormal), scale);

    /// <summary>The standard deviation σ before the mean is taken off.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ y, y the point of the plane that <see cref="Transforms.ZeroSum"/> gives to K - 1 standard normal numbers.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) =>
        Scale.WithLastDims(1) * Transforms.ZeroSum.Forward(rng.Randn(sampleShape + BatchShape + [EventShape[0] - 1], Scale));

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new ZeroSumNormal(Scale.Gather(index, BatchShape), EventShape[0]).Expand(GatheredShape(index));

    /// <summary>0.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => torch.zeros_like(Variance);

    /// <summary>σ² (1 - 1 / K).</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch((Scale.Square() * (1 - 1.0 / EventShape[0])).WithLastDims(1).ToTensor(), BatchShape + EventShape);
}
