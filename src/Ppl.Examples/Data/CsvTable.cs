using System.Globalization;
using CsvHelper;

namespace Ppl.Examples;

/// <summary>
/// A table of comma-separated values: a line of names, then one line for each row. A file of one column may do without the name. Spaces around cells do
/// not count, nor do quotes around a whole cell.
/// </summary>
internal sealed class CsvTable
{
    /// <summary>A blank line is a row whose only cell is empty; what is wrong with a row is ours to say, with its place.</summary>
    private static readonly CsvReaderOptions Format = new() { HasHeader = false, Separator = ',', SkipEmptyLines = false, TrimWhitespace = true, TrackLineNumbers = true };

    private readonly string path;
    private readonly string[] names;
    private readonly (int Line, string[] Cells)[] rows;

    private CsvTable(string path, string[] names, (int, string[])[] rows) => (this.path, this.names, this.rows) = (path, names, rows);

    /// <summary>The names of the columns; empty where they have none.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="PplException">PPL301: there is no such file, or no row in it. PPL303: a row has more or fewer cells than there are names.</exception>
    public static CsvTable Read(string path)
    {
        (int Line, string[] Cells)[] lines = Lines(path);
        bool isNamed = lines.Length > 0 && !lines[0].Cells.All(IsNumber);
        string[] names = isNamed ? lines[0].Cells : [];
        (int Line, string[] Cells)[] rows = lines[(isNamed ? 1 : 0)..];
        if (rows.Length == 0) throw Error.NothingThere(path, "the table has no rows", "name a CSV file with a line of names and a line for each row.");
        int width = lines[0].Cells.Length;
        foreach ((int line, string[] cells) in rows)
            if (cells.Length != width)
                throw Error.WrongFormat(path, $"line {line} has {cells.Length} cells, the first line {width}", "write as many cells in each line as in the first, with commas between them.");
        return new CsvTable(path, names, rows);
    }

    /// <summary>The numbers of a column, or of the only one where columns have no names.</summary>
    /// <exception cref="PplException">PPL308: there is no such column. PPL307: a cell is no finite number.</exception>
    public double[] Numbers(string column) => Numbers(column, isGap: _ => false);

    /// <summary>Likewise, of a column that may have gaps: an empty cell, or NA, is NaN.</summary>
    /// <inheritdoc cref="Numbers(string)"/>
    public double[] NumbersOrGaps(string column) => Numbers(column, cell => cell is "" or "NA");

    private double[] Numbers(string column, Func<string, bool> isGap)
    {
        int place = names.Length == 0 && rows[0].Cells.Length == 1 ? 0 : Array.IndexOf(names, column);
        if (place < 0) throw Error.NoColumn(path, column, names);
        return [.. rows.Select((row, i) => (row.Cells[place] is var cell && isGap(cell)) ? double.NaN
            : IsNumber(cell) ? Parse(cell)
            : throw Error.NoNumber(path, i + 1, row.Line, column, cell))];
    }

    /// <summary>The lines up to the last that is not blank.</summary>
    private static (int Line, string[] Cells)[] Lines(string path)
    {
        try
        {
            using CsvReader reader = CsvReader.FromFile(path, Format);
            var lines = new List<(int Line, string[] Cells)>();
            while (reader.Read()) lines.Add(((int)reader.LineNumber, reader.Current.ToArray()));
            return [.. lines[..(lines.FindLastIndex(line => line.Cells is not [""]) + 1)]];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Error.NothingThere(path, Directory.Exists(path) ? "a folder, not a file" : File.Exists(path) ? "cannot be read" : "no such file", "name a CSV file.", cause);
        }
    }

    private static bool IsNumber(string cell) => double.IsFinite(Parse(cell));

    private static double Parse(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
