namespace Ppl.Distributions;

internal static partial class Cholesky
{
    /// <summary>The factor of a matrix; NaN where it is not positive definite, so that the density is 0 there.</summary>
    private static Tensor Factor(string owner, Tensor matrix, Tensor argument, string name) => torch.linalg.cholesky(matrix);
}
