using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>Latent points as places in a plane.</summary>
internal sealed record LatentPlane(double[] X, double[] Y, string XName, string YName, string Caption)
{
    /// <summary>
    /// The means themselves where there are two dimensions; where there are more, their first two principal components; where there is
    /// one, mean and standard deviation.
    /// </summary>
    /// <param name="mean">Of q(z | image), [images, dimensions].</param>
    /// <param name="scale">Likewise.</param>
    public static LatentPlane Of(Tensor mean, Tensor scale)
    {
        Matrix<double> means = Numbers(mean);
        return means.ColumnCount switch
        {
            1 => new(Column(means, 0), Column(Numbers(scale), 0), "mean of z", "standard deviation of z", "at the mean and the standard deviation of its guessed z"),
            2 => new(Column(means, 0), Column(means, 1), "z1", "z2", "at the mean of its guessed z"),
            _ => OfComponents(means),
        };
    }

    private static LatentPlane OfComponents(Matrix<double> means)
    {
        Vector<double> centre = means.ColumnSums() / means.RowCount;
        Matrix<double> centred = Matrix<double>.Build.Dense(means.RowCount, means.ColumnCount, (row, column) => means[row, column] - centre[column]);
        // By increasing variance.
        Matrix<double> directions = (centred.TransposeThisAndMultiply(centred) / means.RowCount).Evd(Symmetricity.Symmetric).EigenVectors;
        Matrix<double> components = centred * directions;
        return new(Column(components, means.ColumnCount - 1), Column(components, means.ColumnCount - 2), "first principal component", "second principal component",
            $"at the mean of its guessed z, by the first two principal components of these {means.ColumnCount}-dimensional means");
    }

    private static double[] Column(Matrix<double> matrix, int column) => matrix.Column(column).ToArray();

    private static Matrix<double> Numbers(Tensor table) =>
        Matrix<double>.Build.DenseOfRowMajor((int)table.shape[0], (int)table.shape[1], table.to(torch.float64).Elements<double>());
}
