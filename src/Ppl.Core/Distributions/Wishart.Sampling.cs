namespace Ppl.Distributions;

public sealed partial class Wishart
{
    /// <summary>True: through independent normal and chi-square variables, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>L A A' L', A lower-triangular, standard normal below the diagonal, A_ii² ~ χ²(ν - i), i = 0, 1, ... (Bartlett).</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor bartlett = Bartlett.Draw(rng, Df, ScaleTril, sampleShape + BatchShape, Size);
        Tensor factor = ScaleTril.Beside(bartlett).matmul(bartlett);
        return factor.matmul(factor.mT);
    }

    /// <summary>ν V.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Df.WithLastDims(2) * Scale, BatchShape + EventShape);

    /// <summary>ν (V_ij² + V_ii V_jj).</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor scale = Scale, diagonal = scale.diagonal(0, -2, -1);
            return Stretch(Df.WithLastDims(2) * (scale.square() + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)), BatchShape + EventShape);
        }
    }

    private Tensor Scale => Triangular.Product(ScaleTril.ToTensor());
}
