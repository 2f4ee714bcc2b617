using MathNet.Numerics.LinearAlgebra;

namespace Ppl.Examples;

/// <summary>
/// The rows of a table in which the same cells are seen. All that a normal model asks of them is their number, their sum and their products: x̃ is x_O with a
/// one at its end.
/// </summary>
/// <param name="Columns">O, the columns that are seen.</param>
/// <param name="Rows">Which rows they are.</param>
/// <param name="Products">Σ x̃ x̃'.</param>
internal sealed record SeenCells(IReadOnlyList<int> Columns, IReadOnlyList<int> Rows, Matrix<double> Products)
{
    /// <summary>The patterns of a table whose missing cells are NaN.</summary>
    public static IReadOnlyList<SeenCells> Of(Matrix<double> table) =>
    [
        .. Enumerable.Range(0, table.RowCount)
            .Select(row => (Row: row, Seen: Enumerable.Range(0, table.ColumnCount).Where(column => !double.IsNaN(table[row, column])).ToArray()))
            .GroupBy(entry => string.Join(',', entry.Seen))
            .Select(group => Of(table, group.First().Seen, [.. group.Select(entry => entry.Row)])),
    ];

    /// <summary>Σ (x_O - mu_O)(x_O - mu_O)'.</summary>
    public Matrix<double> ScatterAbout(Vector<double> mean)
    {
        int seen = Columns.Count;
        double Mean(int i) => mean[Columns[i]];
        return Matrix<double>.Build.Dense(seen, seen, (i, j) =>
            Products[i, j] - Mean(i) * Products[seen, j] - Products[i, seen] * Mean(j) + Rows.Count * Mean(i) * Mean(j));
    }

    private static SeenCells Of(Matrix<double> table, int[] seen, int[] rows)
    {
        Matrix<double> cells = Matrix<double>.Build.Dense(rows.Length, seen.Length + 1, (row, i) => i == seen.Length ? 1 : table[rows[row], seen[i]]);
        return new SeenCells(seen, rows, cells.TransposeThisAndMultiply(cells));
    }
}
