namespace Ppl.Compilation;

/// <summary>Functions of whole arrays, row by row; [b] is a batch of so many.</summary>
internal enum Kernel
{
    /// <summary>L with L Lᵀ = A. Sizes: b, n. Arguments: A [b, n, n]. NaN where A is not positive definite.</summary>
    Cholesky,

    /// <summary>The adjoint of A given L and the adjoint of L, symmetric (Murray 2016, eq. 10). Sizes: b, n. Arguments: L, L̄ [b, n, n].</summary>
    CholeskyAdjoint,

    /// <summary>X with L X = B, L lower triangular. Sizes: b, n, m. Arguments: L [b, n, n], B [b, n, m].</summary>
    SolveLower,

    /// <summary>X with Lᵀ X = B, L lower triangular. Sizes: b, n, m. Arguments: L [b, n, n], B [b, n, m].</summary>
    SolveLowerTransposed,

    /// <summary>A B. Sizes: b, n, k, m. Arguments: A [b, n, k], B [b, k, m].</summary>
    Multiply,

    /// <summary>Aᵀ B. Sizes: b, n, k, m. Arguments: A [b, k, n], B [b, k, m].</summary>
    MultiplyTransposedLeft,

    /// <summary>A Bᵀ. Sizes: b, n, k, m. Arguments: A [b, n, k], B [b, m, k].</summary>
    MultiplyTransposedRight,

    /// <summary>Running sums of rows. Sizes: b, n. Arguments: X [b, n].</summary>
    CumulativeSum,

    /// <summary>Sums from each element to the end of its row: the adjoint of <see cref="CumulativeSum"/>. Sizes: b, n. Arguments: X [b, n].</summary>
    CumulativeSumBackwards,
}
