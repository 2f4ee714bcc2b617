using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// A table to learn from and one held out, both standardised: each column less the mean, over the standard deviation, of the training cells that are seen.
/// Missing cells are NaN.
/// </summary>
/// <param name="Columns">Their names.</param>
/// <param name="Training">A row for each one observed.</param>
/// <param name="Test">Likewise.</param>
/// <param name="Truth">What the rows were drawn from, in these units; null for data from elsewhere.</param>
internal sealed record FactorData(IReadOnlyList<string> Columns, Matrix<double> Training, Matrix<double> Test, FactorModel? Truth)
{
    /// <summary>Columns of data that are drawn; training rows for each test row.</summary>
    public const int DrawnColumns = 20, TrainingShare = 5;

    private const double SmallestNoise = 0.5, LargestNoise = 1.5;

    public int MissingCells => Missing(Training) + Missing(Test);

    /// <summary>Draws W and mu from Normal(0, 1), noise deviations evenly from 0.5 to 1.5, and rows from the model that they make.</summary>
    /// <param name="rows">For training; there are a fifth as many for the test.</param>
    /// <param name="factors">K.</param>
    /// <param name="missing">The chance of each cell to be left out.</param>
    /// <param name="rng">All randomness.</param>
    public static FactorData Draw(int rows, int factors, double missing, Rng rng)
    {
        var truth = new FactorModel(
            Normal(DrawnColumns, factors, rng),
            Normal(DrawnColumns, 1, rng).Column(0),
            Vector<double>.Build.Dense([.. Enumerable.Range(0, DrawnColumns).Select(_ => Math.Pow(SmallestNoise + (LargestNoise - SmallestNoise) * rng.NextDouble(), 2))]));
        int all = rows + rows / TrainingShare;
        Matrix<double> signal = Normal(all, factors, rng).TransposeAndMultiply(truth.Loadings), noise = Normal(all, DrawnColumns, rng);
        Matrix<double> table = signal.MapIndexed((row, d, x) => x + truth.Mean[d] + Math.Sqrt(truth.Variance[d]) * noise[row, d]);
        if (missing > 0)
            for (int row = 0; row < all; row++)
                for (int d = 0; d < DrawnColumns; d++)
                    if (rng.NextDouble() < missing) table[row, d] = double.NaN;
        string[] names = [.. Enumerable.Range(1, DrawnColumns).Select(d => $"x{d}")];
        return Standardise("the data drawn", names, table.SubMatrix(0, rows, 0, DrawnColumns), table.SubMatrix(rows, all - rows, 0, DrawnColumns), truth);
    }

    /// <summary>Reads columns of a CSV file; every sixth row, in a random order, is held out.</summary>
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the file has no such columns of numbers.</exception>
    public static FactorData Read(string path, IReadOnlyList<string> columns, int factors, Rng rng)
    {
        var file = CsvTable.Read(path);
        Matrix<double> table = Matrix<double>.Build.DenseOfColumnArrays(columns.Select(file.NumbersOrGaps));
        int[] order = [.. rng.Permutation(table.RowCount).Select(row => (int)row)];
        int held = order.Length / (TrainingShare + 1);
        if (held == 0 || order.Length - held <= factors) throw Error.NothingThere(path, $"{order.Length} rows are too few", "name a table with more rows.");
        return Standardise(path, columns, Rows(table, order[held..]), Rows(table, order[..held]), null);
    }

    /// <summary>A matrix of independent draws from Normal(0, 1).</summary>
    public static Matrix<double> Normal(int rows, int columns, Rng rng) =>
        Matrix<double>.Build.DenseOfColumnMajor(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => rng.NextGaussian()));

    /// <summary>A matrix as a tensor, on the generator's device; the caller's to dispose of.</summary>
    public static Tensor ToTensor(Matrix<double> matrix, Rng rng) =>
        torch.tensor(matrix.ToRowMajorArray(), [matrix.RowCount, matrix.ColumnCount], device: rng.Device);

    /// <summary>A tensor of any shape as a matrix of so many columns.</summary>
    public static Matrix<double> ToMatrix(Tensor tensor, int columns) =>
        Matrix<double>.Build.DenseOfRowMajor((int)(tensor.numel() / columns), columns, tensor.Elements<double>());

    /// <summary>Rows of which no cell is there tell nothing, and are left out.</summary>
    private static FactorData Standardise(string path, IReadOnlyList<string> columns, Matrix<double> training, Matrix<double> test, FactorModel? truth)
    {
        (training, test) = (WithCells(training), WithCells(test));
        var mean = new double[columns.Count];
        var deviation = new double[columns.Count];
        for (int d = 0; d < columns.Count; d++)
        {
            double[] seen = [.. training.Column(d).Where(x => !double.IsNaN(x))];
            mean[d] = seen.DefaultIfEmpty(0).Average();
            deviation[d] = Math.Sqrt(seen.Select(x => (x - mean[d]) * (x - mean[d])).DefaultIfEmpty(0).Average());
            if (!(deviation[d] > 0)) throw Error.WrongFormat(path, $"column \"{columns[d]}\" holds no two different numbers", "leave the column out.");
        }
        Matrix<double> Of(Matrix<double> table) => table.MapIndexed((_, d, x) => (x - mean[d]) / deviation[d]);
        FactorModel? standardised = truth is null ? null : new FactorModel(
            truth.Loadings.MapIndexed((d, _, w) => w / deviation[d]),
            truth.Mean.MapIndexed((d, mu) => (mu - mean[d]) / deviation[d]),
            truth.Variance.MapIndexed((d, variance) => variance / (deviation[d] * deviation[d])));
        return new FactorData(columns, Of(training), Of(test), standardised);
    }

    private static Matrix<double> Rows(Matrix<double> table, int[] rows) => Matrix<double>.Build.Dense(rows.Length, table.ColumnCount, (i, d) => table[rows[i], d]);

    private static Matrix<double> WithCells(Matrix<double> table) =>
        Rows(table, [.. Enumerable.Range(0, table.RowCount).Where(row => !table.Row(row).ForAll(double.IsNaN))]);

    private static int Missing(Matrix<double> table) => table.Enumerate(Zeros.Include).Count(double.IsNaN);
}
