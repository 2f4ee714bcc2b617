namespace Ppl.Distributions;

/// <summary>What densities need of lower-triangular matrices.</summary>
internal static class Triangular
{
    /// <summary>L⁻¹ X for matrices X.</summary>
    public static Tensor Solve(Tensor factor, Tensor matrix) => torch.linalg.solve_triangular(factor, matrix, upper: false);

    /// <summary>L⁻¹ x for vectors x.</summary>
    /// <remarks>One matrix is solved for all vectors at once, as rows from the right, and not copied for each.</remarks>
    public static Tensor SolveVectors(Tensor factor, Tensor vectors)
    {
        if (Shape.Of(factor).Rank > 2) return Solve(factor, vectors.unsqueeze(-1)).squeeze(-1);
        Shape shape = Shape.Of(vectors);
        if (shape.Rank == 2) return SolveRows(factor, vectors);
        return SolveRows(factor, vectors.reshape(-1, shape[^1])).reshape(shape.ToArray());
    }

    /// <summary>L⁻¹ x for each row x of a matrix.</summary>
    private static Tensor SolveRows(Tensor factor, Tensor rows) => torch.linalg.solve_triangular(factor.mT, rows, upper: true, left: false);

    /// <summary>L x for vectors x.</summary>
    public static Tensor TimesVectors(Tensor factor, Tensor vectors) => vectors.unsqueeze(-2).matmul(factor.mT).squeeze(-2);

    /// <summary>L L'.</summary>
    public static Tensor Product(Tensor factor) => factor.matmul(factor.mT);

    /// <summary>log det L, the sum of the logarithms on the diagonal.</summary>
    public static Tensor LogDeterminant(Tensor factor) => factor.diagonal(0, -2, -1).log().sum(dim: -1);

    /// <summary>The square of the Frobenius norm, the sum of all squares of a matrix.</summary>
    public static Tensor SquaredNorm(Tensor matrix) => matrix.square().sum([-2, -1]);
}
