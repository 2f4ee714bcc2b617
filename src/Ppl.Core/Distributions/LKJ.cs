namespace Ppl.Distributions;

/// <summary>
/// The distribution of correlation matrices X of D rows with a density proportional to a power of the determinant, of concentration η (<see cref="Concentration"/>):
/// log p(X) = (η - 1) log det(X) - log Z.
/// </summary>
/// <remarks>Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method (2009).</remarks>
public sealed partial class LKJ : Distribution
{
    /// <summary>The distribution of correlation matrices of <paramref name="dim"/> rows; <paramref name="concentration"/> is batched.</summary>
    /// <exception cref="PplException">PPL018: the concentration is not positive. PPL107: there are fewer than two rows.</exception>
    public LKJ(long dim, TensorLike concentration)
        : base(Arguments.Of(concentration), LKJCholesky.EventOf(nameof(LKJ), dim))
    {
        Dim = dim;
        Concentration = Check.Positive(nameof(LKJ), concentration);
    }

    /// <summary>The number of rows D.</summary>
    public long Dim { get; }

    /// <summary>The concentration η: 1 makes all correlation matrices equally dense, a larger one favours small correlations.</summary>
    public TensorLike Concentration { get; }

    /// <inheritdoc/>
    public override Constraint Support => Constraints.CorrelationMatrix;

    /// <inheritdoc/>
    protected override Distribution Gathered(Tensor index) => new LKJ(Dim, Concentration.Gather(index, BatchShape)).Expand(GatheredShape(index));

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        2 * (Concentration - 1) * Triangular.LogDeterminant(torch.linalg.cholesky(value)) - LKJCholesky.LogNormalizer(Concentration, Dim);
}
