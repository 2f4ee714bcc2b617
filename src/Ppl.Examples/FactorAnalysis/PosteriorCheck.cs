using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>Means and standard deviations of q(z | x) beside those of p(z | x) in closed form, at the same W, mu and noise: a row for each row of the data.</summary>
internal sealed record PosteriorCheck(Matrix<double> Means, Matrix<double> ExactMeans, Matrix<double> Deviations, Matrix<double> ExactDeviations)
{
    /// <summary>The largest difference of two means.</summary>
    public double MeanDifference => Largest(Means - ExactMeans);

    /// <summary>The largest difference of two standard deviations, as a share of the exact one.</summary>
    public double DeviationDifference => Largest((Deviations - ExactDeviations).PointwiseDivide(ExactDeviations));

    /// <param name="model">W, mu and the noise.</param>
    /// <param name="table">x.</param>
    /// <param name="means">Of q, a row for each of the table.</param>
    /// <param name="deviations">Likewise.</param>
    public static PosteriorCheck Of(FactorModel model, Matrix<double> table, Matrix<double> means, Matrix<double> deviations)
    {
        Matrix<double> exactMeans = Matrix<double>.Build.Dense(table.RowCount, model.Factors);
        Matrix<double> exactDeviations = Matrix<double>.Build.Dense(table.RowCount, model.Factors);
        foreach (SeenCells pattern in SeenCells.Of(table))
        {
            (Matrix<double> gain, Matrix<double> covariance) = model.Posterior(pattern.Columns);
            Vector<double> deviation = covariance.Diagonal().PointwiseSqrt();
            foreach (int row in pattern.Rows)
            {
                exactMeans.SetRow(row, gain * Vector<double>.Build.Dense(pattern.Columns.Count, i => table[row, pattern.Columns[i]] - model.Mean[pattern.Columns[i]]));
                exactDeviations.SetRow(row, deviation);
            }
        }
        return new PosteriorCheck(means, exactMeans, deviations, exactDeviations);
    }

    private static double Largest(Matrix<double> differences) => differences.Enumerate().Max(Math.Abs);
}
