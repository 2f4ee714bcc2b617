using Ppl.Distributions;

namespace Ppl;

/// <summary><see cref="GradientEstimator.GumbelSoftmax"/> and <see cref="GradientEstimator.StraightThrough"/>.</summary>
internal sealed class RelaxedEstimator(TensorLike temperature, bool isRounded) : GradientEstimator
{
    internal override bool IsPathwise => true;

    internal override bool IsSmooth => !isRounded;

    internal override Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        Distribution relaxed = distribution.Relaxed(temperature, isRounded) ?? throw Error.NoSuchOperation(distribution.Name, "relaxed draw",
            $"relax a {nameof(Bernoulli)} or a {nameof(OneHotCategorical)}, which a {nameof(Categorical)} can be written as; or take {nameof(ScoreFunction)}().");
        isRelaxed = torch.is_grad_enabled();
        return (isRelaxed ? relaxed : distribution).Sample(rng, sampleShape);
    }

    public override string ToString() => $"{(isRounded ? "straight-through" : "Gumbel-softmax")}, temperature {temperature}";
}
