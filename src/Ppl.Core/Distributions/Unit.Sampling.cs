namespace Ppl.Distributions;

public sealed partial class Unit
{
    /// <summary>Empty vectors.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default) => rng.Rand(DrawShape(sampleShape), LogFactor);
}
