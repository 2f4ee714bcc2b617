using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ppl.Examples;

/// <summary>
/// Loadings are known up to a rotation of the factors: W and W R give the same distribution of x for every orthogonal R. What does not depend on it, and ways
/// to choose it.
/// </summary>
internal static class Rotations
{
    private const int Rounds = 1000;
    private const double Tolerance = 1e-10;

    /// <summary>The largest principal angle between the spaces that two matrices' columns span, in degrees (Björck and Golub 1973).</summary>
    public static double LargestAngle(Matrix<double> one, Matrix<double> two)
    {
        (Matrix<double> p, Matrix<double> q) = (Basis(one), Basis(two));
        Matrix<double> common = p.TransposeThisAndMultiply(q);
        double cosine = common.Svd(computeVectors: false).S.Minimum(), sine = (q - p * common).Svd(computeVectors: false).S.Maximum();
        return Math.Atan2(sine, cosine) * 180 / Math.PI;
    }

    /// <summary>The rotation R that brings <paramref name="loadings"/> R nearest to <paramref name="target"/> (Schönemann 1966).</summary>
    public static Matrix<double> Towards(Matrix<double> target, Matrix<double> loadings) => Nearest(loadings.TransposeThisAndMultiply(target));

    /// <summary>
    /// The rotation that makes large loadings larger and small ones smaller: it maximises the variance of the squared loadings of each factor (Kaiser 1958). The
    /// factors then come by their sum of squares, the largest first, each with the sign of its loadings' sum.
    /// </summary>
    public static Matrix<double> Varimax(Matrix<double> loadings)
    {
        (int columns, int factors) = (loadings.RowCount, loadings.ColumnCount);
        Matrix<double> rotation = Matrix<double>.Build.DenseIdentity(factors);
        double change = double.PositiveInfinity;
        for (int round = 0; round < Rounds && change > Tolerance; round++)
        {
            Matrix<double> rotated = loadings * rotation, before = rotation;
            Vector<double> means = rotated.PointwisePower(2).ColumnSums() / columns;
            rotation = Nearest(loadings.TransposeThisAndMultiply(rotated.MapIndexed((_, k, w) => w * (w * w - means[k]))));
            change = (rotation - before).L2Norm();
        }
        Matrix<double> final = loadings * rotation;
        int[] order = [.. Enumerable.Range(0, factors).OrderByDescending(k => final.Column(k).L2Norm())];
        return Matrix<double>.Build.Dense(factors, factors, (i, k) => rotation[i, order[k]] * (final.Column(order[k]).Sum() < 0 ? -1 : 1));
    }

    /// <summary>The orthogonal matrix nearest to a matrix.</summary>
    private static Matrix<double> Nearest(Matrix<double> matrix)
    {
        Svd<double> svd = matrix.Svd();
        return svd.U * svd.VT;
    }

    private static Matrix<double> Basis(Matrix<double> matrix) => matrix.QR(QRMethod.Thin).Q;
}
