namespace Ppl.Distributions;

/// <summary>
/// The distribution of the path of a random walk of T steps from 0, each step normal with standard deviation σ (<see cref="Scale"/>):
/// log p(x) = Σ_t log N(x_t - x_(t-1); 0, σ), x_(-1) = 0.
/// </summary>
public sealed partial class GaussianRandomWalk : Distribution
{
    /// <summary>The path of a walk of <paramref name="steps"/> steps, each with standard deviation <paramref name="scale"/>, which is batched.</summary>
    /// <exception cref="PplException">PPL018: the scale is not positive. PPL107: there is no step.</exception>
    public GaussianRandomWalk(TensorLike scale, long steps)
        : base(Arguments.Of(scale), steps > 0 ? [steps] : throw Error.EventDoesNotFit(nameof(GaussianRandomWalk), default, default, $"a walk of {steps} steps", "give at least one step.")) =>
        Scale = Check.Positive(nameof(GaussianRandomWalk), scale);

    /// <summary>The standard deviation σ of a step.</summary>
    public TensorLike Scale { get; }

    /// <inheritdoc/>
    public override Constraint Support { get; } = Constraints.Real.ToEvent(1);

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new GaussianRandomWalk(Scale.Gather(index, BatchShape), EventShape[0]).Expand(GatheredShape(index));

    /// <inheritdoc/>
    public override Tensor Entropy() => OverBatch(EventShape[0] * (Scale.Log() + (Normal.HalfLogTwoPi + 0.5)));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        long last = EventShape[0] - 1;
        Tensor steps = torch.cat([value.narrow(-1, 0, 1), value.narrow(-1, 1, last) - value.narrow(-1, 0, last)], -1);
        return -0.5 * (steps / Scale.WithLastDims(1)).square().sum(dim: -1) - EventShape[0] * (Scale.Log() + Normal.HalfLogTwoPi);
    }
}
