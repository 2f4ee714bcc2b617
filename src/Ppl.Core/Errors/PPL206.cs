namespace Ppl;

internal static partial class Error
{
    /// <summary>A matrix that is not positive definite, where it stands in a batch, and its smallest eigenvalue.</summary>
    public static PplException NotPositiveDefinite(string owner, string argument, string index, string matrix, string eigenvalue) =>
        new ErrorText("PPL206", $"{owner}: argument {argument} is not positive definite")
            .Row(argument + index, matrix)
            .Row("smallest eigenvalue", eigenvalue)
            .Hint($"add a small number to the diagonal ({argument} + 1e-6 * torch.eye(n)), or give a Cholesky factor: Param(\"factor\", ..., Constraints.LowerCholesky).")
            .ToException();
}
