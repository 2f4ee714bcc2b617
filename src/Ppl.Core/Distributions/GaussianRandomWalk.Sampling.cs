namespace Ppl.Distributions;

public sealed partial class GaussianRandomWalk
{
    /// <summary>The path of a walk of <paramref name="steps"/> steps, each with standard deviation <paramref name="scale"/>, which is batched.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive. PPL107: there is no step.</exception>
    public GaussianRandomWalk(TensorLike scale, long steps)
        : base(Arguments.Of(scale), steps > 0 ? [steps] : throw Error.EventDoesNotFit(nameof(GaussianRandomWalk), default, default, $"a walk of {steps} steps", "give at least one step.")) =>
        Scale = Check.Positive(nameof(GaussianRandomWalk), scale);

    /// <summary>The standard deviation σ of a step.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>σ (ε_1 + ... + ε_t), ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Scale.WithLastDims(1) * rng.Randn(DrawShape(sampleShape), Scale).cumsum(-1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new GaussianRandomWalk(Scale.Gather(index, BatchShape), EventShape[0]).Expand(GatheredShape(index));

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
