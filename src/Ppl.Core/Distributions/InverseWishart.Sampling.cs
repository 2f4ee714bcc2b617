namespace Ppl.Distributions;

public sealed partial class InverseWishart
{
    /// <summary>True: through independent normal and chi-square variables, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>L (A A')⁻¹ L', A A' a Wishart matrix of scale I: the inverse of a Wishart matrix of scale Ψ⁻¹.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor bartlett = Bartlett.Draw(rng, Df, ScaleTril, sampleShape + BatchShape, Size);
        Tensor root = Triangular.Solve(bartlett, ScaleTril.Beside(bartlett).mT);
        return root.mT.matmul(root);
    }

    /// <summary>Ψ / (ν - K - 1); infinite for ν up to K + 1.</summary>
    /// <inheritdoc/>
    public override Tensor Mean
    {
        get
        {
            Tensor scale = Scale, excess = Excess(scale);
            return Stretch(torch.where(excess > 0, scale / excess, torch.full_like(scale, double.PositiveInfinity)), BatchShape + EventShape);
        }
    }

    /// <summary>With n = ν - K - 1: ((n + 2) Ψ_ij² + n Ψ_ii Ψ_jj) / (n² (n + 1) (n - 2)); infinite for n up to 2.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor scale = Scale, diagonal = scale.diagonal(0, -2, -1), n = Excess(scale);
            Tensor variance = ((n + 2) * scale.square() + n * diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)) / (n.square() * (n + 1) * (n - 2));
            return Stretch(torch.where(n > 2, variance, torch.full_like(variance, double.PositiveInfinity)), BatchShape + EventShape);
        }
    }

    private Tensor Scale => Triangular.Product(ScaleTril.ToTensor());

    private Tensor Excess(Tensor scale) => (Df - Size - 1).WithLastDims(2).Beside(scale);
}
