namespace Ppl.Distributions;

public sealed partial class Dirichlet
{
    /// <summary>True: through independent gamma variables, each with the gradient of its quantile, to a relative error of 1e-9; 0 where a coordinate is moved.</summary>
    public override bool IsReparameterized => true;

    /// <summary>Gᵢ / Σ G with Gᵢ ~ Gamma(αᵢ, 1), from their logs; a coordinate that would underflow is the smallest normal number.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor log = LogGamma.Sample(rng, DrawShape(sampleShape), Concentration)[0];
        return (log - log.logsumexp(-1, keepdim: true)).exp().ClampPositive();
    }

    /// <summary>αᵢ / Σ α.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor concentration = Concentration.ToTensor();
            return Stretch(concentration / concentration.sum(-1, keepdim: true), BatchShape + EventShape);
        }
    }

    /// <summary>mᵢ (1 - mᵢ) / (Σ α + 1), mᵢ being the mean.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor mean = Mean;
            return mean * (1 - mean) / (Concentration.ToTensor().sum(-1, keepdim: true) + 1);
        }
    }
}
