using System.Runtime.CompilerServices;

namespace Ppl.Distributions;

/// <summary>Lower Cholesky factors of matrices that are arguments.</summary>
internal static partial class Cholesky
{
    /// <summary>The factor L of a positive-definite matrix L L'.</summary>
    /// <exception cref="PplException">PPL107: it is no square matrix. PPL018: it is not symmetric, or not finite. PPL206: it is not positive definite.</exception>
    public static TensorLike Of(string owner, TensorLike matrix, [CallerArgumentExpression(nameof(matrix))] string name = "") =>
        Checked(owner, matrix, name).Apply(one => Factor(owner, one, one, name));

    /// <summary>The factor L of the inverse of a positive-definite matrix P: (L L')⁻¹ = P.</summary>
    /// <remarks>P read from its end has the factor F F', so that P = M' M with M lower-triangular, and L = M⁻¹.</remarks>
    /// <inheritdoc cref="Of"/>
    public static TensorLike OfInverse(string owner, TensorLike matrix, [CallerArgumentExpression(nameof(matrix))] string name = "") =>
        Checked(owner, matrix, name).Apply(one => Inverse(Factor(owner, one.flip(-2, -1), one, name).flip(-2, -1).mT));

    /// <summary>The argument, if it is a lower Cholesky factor.</summary>
    /// <exception cref="PplException">PPL107: it is no square matrix. PPL018: it is not lower-triangular with a positive diagonal.</exception>
    public static TensorLike Given(string owner, TensorLike factor, [CallerArgumentExpression(nameof(factor))] string name = "")
    {
        CheckSquare(owner, factor, name);
        return Check.LowerCholesky(owner, factor, name);
    }

    /// <summary>L⁻¹.</summary>
    public static Tensor Inverse(Tensor factor) => Triangular.Solve(factor, torch.ones_like(factor.diagonal(0, -2, -1)).diag_embed());

    private static TensorLike Checked(string owner, TensorLike matrix, string name)
    {
        CheckSquare(owner, matrix, name);
        Check.Real(owner, matrix, name);
        Check.Symmetric(owner, matrix, name);
        return matrix;
    }

    /// <summary>Refuses what is no square matrix.</summary>
    public static void CheckSquare(string owner, TensorLike matrix, string name)
    {
        if (matrix.IsMissing) throw new ArgumentNullException(name, $"{owner}: argument {name} is null");
        Shape shape = matrix.Shape;
        if (shape.Rank < 2 || shape[^1] != shape[^2])
            throw Error.EventDoesNotFit(owner, default, default, $"argument {name} of shape {shape} is no square matrix", "the last two dims of a matrix are its rows and columns, as many of each.");
    }
}
