namespace Ppl.Distributions;

public sealed partial class LogisticNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>The simplex that normal numbers μ + σ ε break.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => Transforms.StickBreaking.Forward(numbers.Expand(BatchShape).Sample(rng, sampleShape));
}
