namespace Ppl.Distributions;

/// <summary>
/// The distribution of correlation matrices X of D rows with a density proportional to a power of the determinant, of concentration η (<see cref="Concentration"/>):
/// log p(X) = (η - 1) log det(X) - log Z.
/// </summary>
/// <remarks>Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method (2009).</remarks>
public sealed partial class LKJ : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => Constraints.CorrelationMatrix;

    /// <inheritdoc/>
    protected override Tensor LogDensity(Tensor value) =>
        2 * (Concentration - 1) * Triangular.LogDeterminant(torch.linalg.cholesky(value)) - LKJCholesky.LogNormalizer(Concentration, Dim);
}
