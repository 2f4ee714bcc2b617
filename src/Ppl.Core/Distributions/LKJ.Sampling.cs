namespace Ppl.Distributions;

public sealed partial class LKJ
{
    /// <summary>True: through independent partial correlations, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>L L', L from <see cref="LKJCholesky"/>, its diagonal exactly 1.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        Tensor lower = Triangular.Product(new LKJCholesky(Dim, Concentration).Expand(BatchShape).Sample(rng, sampleShape)).tril(-1);
        return lower + lower.mT + Constraints.LowerCholesky.Feasible(EventShape).Beside(lower);
    }

    /// <summary>The identity.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stretch(Identity, BatchShape + EventShape);

    /// <summary>1 / (2η + D - 1) for each correlation.</summary>
    /// <inheritdoc/>
    public override Tensor Variance => Stretch((1 - Identity) / (2 * Concentration + (Dim - 1)).WithLastDims(2), BatchShape + EventShape);

    /// <summary>log Z - 2 (η - 1) Σ E[log L_ii], the diagonal of the Cholesky factor as in <see cref="LKJCholesky"/>.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy() =>
        OverBatch(LKJCholesky.LogNormalizer(Concentration, Dim) - 2 * (Concentration - 1) * LKJCholesky.MeanLogDiagonal(Concentration.ToTensor(), Dim).sum(dim: -1));

    private Tensor Identity => Constraints.LowerCholesky.Feasible(EventShape).Beside(Concentration.ToTensor());
}
