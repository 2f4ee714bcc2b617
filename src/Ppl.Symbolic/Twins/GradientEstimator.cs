using Ppl.Distributions;

namespace Ppl;

/// <summary>Stands where a guide's site says how the gradient goes through its draw: a density draws nothing, and there is none to choose.</summary>
public abstract class GradientEstimator
{
    private protected GradientEstimator() { }

    internal bool IsPathwise => false;

    internal bool IsSmooth => false;

    internal Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed)
    {
        isRelaxed = false;
        return distribution.Sample(rng, sampleShape);
    }
}
