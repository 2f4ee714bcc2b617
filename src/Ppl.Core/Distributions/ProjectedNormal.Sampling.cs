namespace Ppl.Distributions;

public sealed partial class ProjectedNormal
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>(c + ε) / |c + ε|, ε ~ N(0, 1).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor normal = Concentration + rng.Randn(DrawShape(sampleShape), Concentration);
        return normal / normal.square().sum(-1, keepdim: true).sqrt();
    }
}
