namespace Ppl.Distributions;

public sealed partial class CAR
{
    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>μ + L'⁻¹ ε / √τ, ε ~ N(0, 1), L L' = D - α W.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor noise = rng.Randn(DrawShape(sampleShape), Correlation, ConditionalPrecision, Loc);
        Tensor spread = torch.linalg.solve_triangular(Factor(noise).mT, noise.unsqueeze(-1), upper: true).squeeze(-1);
        return Loc + spread / ConditionalPrecision.Sqrt().WithLastDims(1);
    }

    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Loc.ToTensor(), BatchShape + EventShape);

    /// <summary>The diagonal of (D - α W)⁻¹ / τ.</summary>
    /// <inheritdoc/>
    public override Tensor Variance =>
        Stretch(Cholesky.Inverse(Factor(Correlation.ToTensor())).square().sum(dim: -2) / ConditionalPrecision.WithLastDims(1), BatchShape + EventShape);

    /// <summary>The Cholesky factor of D - α W.</summary>
    private Tensor Factor(Tensor like) => torch.linalg.cholesky(rowSums.Like(like).diag_embed() - Correlation.WithLastDims(2) * Adjacency.Like(like));
}
