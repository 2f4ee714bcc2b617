using System.Globalization;

namespace Ppl.Infer;

/// <summary>Lines of cells in columns: the first column flush left, the others flush right.</summary>
internal static class TextTable
{
    public static string Of(params IEnumerable<string[]> lines)
    {
        string[][] cells = [.. lines];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(line => line[column].Length))];
        return string.Join('\n', cells.Select(line =>
            string.Join("   ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))));
    }

    /// <summary>To four digits.</summary>
    public static string Cell(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
