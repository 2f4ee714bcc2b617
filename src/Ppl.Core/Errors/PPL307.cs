namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL307: a table cell that is no number. Rows are counted from 1, without the line of names; lines with it.</summary>
    internal static PplException NoNumber(string path, int row, int line, string column, string cell) =>
        new ErrorText("PPL307", FormattableString.Invariant($"{path}, row {row} (line {line}), column \"{column}\": {(cell.Length == 0 ? "the cell is empty" : $"\"{cell}\" is no finite number")}"))
            .Hint("write a number like 1.5 or -2e-3 there, or take the row out.")
            .ToException();
}
