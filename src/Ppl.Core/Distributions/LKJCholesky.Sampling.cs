namespace Ppl.Distributions;

public sealed partial class LKJCholesky
{
    /// <summary>True: through independent partial correlations, each with the gradient of its quantile, to a relative error of 1e-9.</summary>
    public override bool IsReparameterized => true;

    /// <summary>
    /// By partial correlations: those of column j are independent, (1 + r) / 2 ~ Beta(b, b) with b = η + (D - 2 - j) / 2. Half the
    /// logit of that beta variable is tanh⁻¹ r, and these are the numbers that the bijection takes.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration]);
        double[] columns = [.. Enumerable.Range(1, (int)Dim - 1).SelectMany(row => Enumerable.Range(0, row)).Select(column => 0.5 * (Dim - 2 - column))];
        Tensor concentration = Concentration.ToTensor(dtype, device).unsqueeze(-1) + (TensorLike)columns;
        return Transforms.CorrCholesky.Forward(0.5 * LogitBeta.Sample(rng, sampleShape + BatchShape + [columns.Length], concentration, concentration));
    }

    /// <summary>
    /// √(1 - R²) on the diagonal, in the mean Γ(b_i + 1/2) Γ(b) / (Γ(b_i) Γ(b + 1/2)), for (1 - R²) ~ Beta(b_i, i / 2) with b_i = η + (D - 1 - i) / 2 in row i = 0, 1, ...
    /// and b = b_0; 0 below it.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Mean => Stretch(MeanDiagonal.diag_embed(), BatchShape + EventShape);

    /// <summary>b_i / b less the squared mean on the diagonal, 1 / (2 b) below it.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor rows = Rows(Concentration.ToTensor(), Dim, first: 0), all = rows.narrow(-1, 0, 1);
            Tensor below = (0.5 / all).unsqueeze(-1) * torch.ones([Dim, Dim], rows.dtype, rows.device).tril(-1);
            return Stretch(below + (rows / all - MeanDiagonal.square()).clamp_min(0).diag_embed(), BatchShape + EventShape);
        }
    }

    /// <summary>log Z - Σ_(i = 1 … D - 1) (D - 1 - i + 2 (η - 1)) E[log L_ii].</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor(), powers = 2 * (Rows(concentration, Dim, first: 1) - 1);
        return OverBatch(LogNormalizer(Concentration, Dim) - (powers * MeanLogDiagonal(concentration, Dim)).sum(dim: -1));
    }

    /// <summary>E[log L_ii] = (ψ(b_i) - ψ(b)) / 2 for i = 1, 2, ...</summary>
    internal static Tensor MeanLogDiagonal(Tensor concentration, long dim)
    {
        Tensor digamma = Rows(concentration, dim, first: 0).digamma();
        return 0.5 * (digamma.narrow(-1, 1, dim - 1) - digamma.narrow(-1, 0, 1));
    }

    private Tensor MeanDiagonal
    {
        get
        {
            Tensor log = LogHalfStep(Rows(Concentration.ToTensor(), Dim, first: 0));
            return (log - log.narrow(-1, 0, 1)).exp();
        }
    }

    /// <summary>log(Γ(b + 1/2) / Γ(b)), with its digits at a large b.</summary>
    private static Tensor LogHalfStep(Tensor b) =>
        b * (0.5 / b).log1p() + 0.5 * ((b + 0.5).log() - 1) + Stable.LogPowerOverGamma(b) - Stable.LogPowerOverGamma(b + 0.5);

    /// <summary>b_i = η + (D - 1 - i) / 2 along a last dim, from the first row asked for.</summary>
    private static Tensor Rows(Tensor concentration, long dim, int first) =>
        concentration.unsqueeze(-1) + (TensorLike)Enumerable.Range(first, (int)dim - first).Select(i => 0.5 * (dim - 1 - i)).ToArray();
}
