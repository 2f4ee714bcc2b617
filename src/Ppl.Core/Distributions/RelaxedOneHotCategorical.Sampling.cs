namespace Ppl.Distributions;

public sealed partial class RelaxedOneHotCategorical
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>softmax((λ - log(-log U)) / τ), U uniform, kept off the faces of the simplex.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Temperature, categories.Given]);
        Tensor given = categories.Given.ToTensor(dtype, device), logits = categories.IsLogits ? given : given.log();
        Tensor gumbel = -(-rng.Rand(DrawShape(sampleShape), Temperature, categories.Given).log()).log();
        return ((logits + gumbel) / Temperature.Column(given)).softmax(-1).ClampPositive();
    }
}
