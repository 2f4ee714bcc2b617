using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl;

/// <summary>Symmetric matrices, up to rounding, with positive eigenvalues.</summary>
internal sealed record PositiveDefiniteConstraint : Constraint
{
    private const double Rounding = 1e-5;

    public override int EventDim => 2;

    /// <remarks>A matrix has positive eigenvalues if and only if it has a Cholesky factor.</remarks>
    public override Tensor Check(Tensor value)
    {
        (_, Tensor failure) = torch.linalg.cholesky_ex(value);
        return IsSymmetric(value) & (failure == 0);
    }

    /// <summary>Which matrices are their own mirror image, up to rounding?</summary>
    public static Tensor IsSymmetric(Tensor matrix)
    {
        Tensor size = matrix.abs().sum([-2, -1], keepdim: true);
        return ((matrix - matrix.mT).abs() <= size * Rounding).all(dim: -1).all(dim: -1);
    }

    protected override bool ContainsSet(Constraint other) => other is PositiveDefiniteConstraint or CorrelationMatrixConstraint;

    internal override TensorLike Feasible(Shape eventShape) => Constraints.LowerCholesky.Feasible(eventShape);

    private protected override string? Reason(EventNumbers value) => NotSymmetric(value)
        ?? (SmallestEigenvalue(value) is var smallest && smallest > 0 ? null : $"its smallest eigenvalue is {smallest.ToString("G3", CultureInfo.InvariantCulture)}");

    /// <summary>Says where a matrix is not its own mirror image.</summary>
    public static string? NotSymmetric(EventNumbers value)
    {
        double rounding = Rounding * value.Values.Sum(Math.Abs);
        for (int row = 0; row < value.Shape[0]; row++)
            for (int column = 0; column < row; column++)
                if (!(Math.Abs(value[row, column] - value[column, row]) <= rounding))
                    return $"entry [{row}, {column}] is {value.Text(value[row, column])}, entry [{column}, {row}] is {value.Text(value[column, row])}";
        return null;
    }

    /// <summary>How far a symmetric matrix is from being positive definite.</summary>
    public static double SmallestEigenvalue(EventNumbers value) => Matrix<double>.Build.DenseOfRowMajor(value.Rows, value.Rows, value.Values)
        .Evd(Symmetricity.Symmetric).EigenValues.Min(one => one.Real);

    public override string ToString() => "a positive-definite matrix";
}
