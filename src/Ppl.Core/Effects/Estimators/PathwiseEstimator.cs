using Ppl.Distributions;

namespace Ppl;

/// <summary><see cref="GradientEstimator.Pathwise"/>.</summary>
internal sealed class PathwiseEstimator : GradientEstimator
{
    internal override bool IsPathwise => true;

    internal override Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        isRelaxed = false;
        return distribution.IsReparameterized ? distribution.Sample(rng, sampleShape) : throw Error.NoSuchOperation(distribution.Name, "pathwise gradient",
            $"take {nameof(ScoreFunction)}(), {nameof(Implicit)} for numbers with a cdf, or {nameof(GumbelSoftmax)} for a {nameof(Bernoulli)} or {nameof(OneHotCategorical)}.");
    }

    public override string ToString() => "pathwise";
}
