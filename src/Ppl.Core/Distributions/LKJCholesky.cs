namespace Ppl.Distributions;

/// <summary>
/// The distribution of the Cholesky factor L of a correlation matrix of D rows that is <see cref="LKJ"/> with concentration η (<see cref="Concentration"/>):
/// log p(L) = Σ_(i = 1 … D - 1) (D - 1 - i + 2 (η - 1)) log L_ii - log Z, a density of the strict lower triangle.
/// </summary>
/// <remarks>Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method (2009).</remarks>
public sealed partial class LKJCholesky : Distribution
{
    /// <summary>The distribution of Cholesky factors of correlation matrices of <paramref name="dim"/> rows; <paramref name="concentration"/> is batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not positive. PPL107: there are fewer than two rows.</exception>
    public LKJCholesky(long dim, TensorLike concentration)
        : base(Arguments.Of(concentration), EventOf(nameof(LKJCholesky), dim))
    {
        Dim = dim;
        Concentration = Check.Positive(nameof(LKJCholesky), concentration);
    }

    /// <summary>The number of rows D.</summary>
    public long Dim { get; }

    /// <summary>The concentration η: 1 makes all correlation matrices equally dense, a larger one favours small correlations.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.CorrCholesky;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new LKJCholesky(Dim, Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor log = value.diagonal(0, -2, -1).narrow(-1, 1, Dim - 1).log();
        var rows = new double[Dim - 1];
        for (int i = 0; i < rows.Length; i++) rows[i] = Dim - 2 - i;
        return (log * rows).sum(dim: -1) + 2 * (Concentration - 1) * log.sum(dim: -1) - LogNormalizer(Concentration, Dim);
    }

    /// <summary>log Z = Σ_(k = 1 … D - 1) [log Γ(η + (D - 1 - k) / 2) - log Γ(η + (D - 1) / 2) + k log(π) / 2].</summary>
    internal static TensorLike LogNormalizer(TensorLike concentration, long dim)
    {
        TensorLike alpha = concentration + 0.5 * (dim - 1);
        return (alpha - 0.5).MultivariateLgamma(dim - 1) - (dim - 1) * (alpha.Lgamma() - 0.5 * Math.Log(Math.PI));
    }

    internal static Shape EventOf(string owner, long dim) => dim >= 2
        ? [dim, dim]
        : throw Error.EventDoesNotFit(owner, default, default, $"a correlation matrix of {dim} rows", "give at least two rows: the matrix of one is 1.");
}
