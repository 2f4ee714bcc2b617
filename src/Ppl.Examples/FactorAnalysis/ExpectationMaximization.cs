using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// Maximum likelihood by EM (Rubin and Thayer 1982). Missing cells are summed out exactly: given z the cells of a row are independent, so that the E-step
/// takes each row's posterior from what is seen of it, and the M-step regresses each column on (z, 1) over the rows that have it.
/// </summary>
/// <param name="Model">Where it ended.</param>
/// <param name="LogLikelihoods">Of the start and after each iteration, in nats a row; it never falls.</param>
/// <param name="Duration">Of all iterations.</param>
internal sealed record ExpectationMaximization(FactorModel Model, IReadOnlyList<double> LogLikelihoods, TimeSpan Duration)
{
    /// <summary>An iteration that gains less, in nats a row, is the last.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Where one column alone is a factor, the likelihood would have its noise fall to zero (Heywood's case): here it stops.</summary>
    private const double SmallestVariance = 1e-6;

    public static ExpectationMaximization Fit(FactorModel start, IReadOnlyList<SeenCells> data, int iterations, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        int rows = data.Sum(pattern => pattern.Rows.Count);
        FactorModel model = start;
        List<double> history = [model.LogLikelihood(data) / rows];
        for (int i = 0; i < iterations && (i == 0 || history[^1] - history[^2] >= Tolerance); i++)
        {
            cancel.ThrowIfCancellationRequested();
            model = Improve(model, data);
            history.Add(model.LogLikelihood(data) / rows);
        }
        return new ExpectationMaximization(model, history, watch.Elapsed);
    }

    /// <summary>One iteration.</summary>
    private static FactorModel Improve(FactorModel model, IReadOnlyList<SeenCells> data)
    {
        (int columns, int factors) = (model.Loadings.RowCount, model.Factors);
        var regressions = new Regression[columns];
        for (int d = 0; d < columns; d++) regressions[d] = new Regression(factors + 1);
        foreach (SeenCells pattern in data) Expect(model, pattern, regressions);

        Vector<double>[] coefficients = [.. regressions.Select(regression => regression.Solve())];
        return new FactorModel(
            Matrix<double>.Build.Dense(columns, factors, (d, k) => coefficients[d][k]),
            Vector<double>.Build.Dense(columns, d => coefficients[d][factors]),
            Vector<double>.Build.Dense(columns, d => Math.Max(regressions[d].Variance(coefficients[d]), SmallestVariance)));
    }

    /// <summary>Adds E[z̃ z̃'] and x_d E[z̃] of a pattern's rows to the regressions of its columns, z̃ = (z, 1). E[z̃] is a matrix times x̃.</summary>
    private static void Expect(FactorModel model, SeenCells pattern, Regression[] regressions)
    {
        (int seen, int factors, int rows) = (pattern.Columns.Count, model.Factors, pattern.Rows.Count);
        (Matrix<double> gain, Matrix<double> covariance) = model.Posterior(pattern.Columns);
        Matrix<double> mean = Matrix<double>.Build.Dense(factors + 1, seen + 1);
        mean.SetSubMatrix(0, 0, gain);
        mean.SetColumn(seen, 0, factors, -gain * Vector<double>.Build.Dense(seen, i => model.Mean[pattern.Columns[i]]));
        mean[factors, seen] = 1;

        Matrix<double> cross = pattern.Products.TransposeAndMultiply(mean), moments = mean * cross;
        for (int k = 0; k < factors; k++)
            for (int l = 0; l < factors; l++) moments[k, l] += rows * covariance[k, l];
        for (int i = 0; i < seen; i++) regressions[pattern.Columns[i]].Add(rows, moments, cross.Row(i), pattern.Products[i, i]);
    }

    /// <summary>The normal equations of one column on (z, 1).</summary>
    private sealed class Regression(int size)
    {
        private readonly Matrix<double> moments = Matrix<double>.Build.Dense(size, size);
        private readonly Vector<double> cross = Vector<double>.Build.Dense(size);
        private double squares;
        private int rows;

        public void Add(int rows, Matrix<double> moments, Vector<double> cross, double squares)
        {
            this.rows += rows;
            this.squares += squares;
            this.moments.Add(moments, this.moments);
            this.cross.Add(cross, this.cross);
        }

        public Vector<double> Solve() => moments.Cholesky().Solve(cross);

        public double Variance(Vector<double> coefficients) => (squares - coefficients * cross) / rows;
    }
}
