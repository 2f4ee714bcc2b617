using Ppl.Distributions;

namespace Ppl;

/// <summary><see cref="GradientEstimator.ScoreFunction"/>.</summary>
internal sealed class ScoreFunctionEstimator : GradientEstimator
{
    internal override bool IsPathwise => false;

    internal override Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        isRelaxed = false;
        using IDisposable noGradients = torch.no_grad();
        return distribution.Sample(rng, sampleShape);
    }

    public override string ToString() => "score function";
}
