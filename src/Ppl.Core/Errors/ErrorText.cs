using System.Text;

namespace Ppl;

/// <summary>
/// Builds the text of an error: a headline, aligned rows, one hint in the imperative.
/// <code>
/// PPL103 sample site "y": log-prob shape does not fit its plates
///   distribution   Normal      batch [64, 3]   event []
///   expected       [..., 64]   actual [64, 3]
///   hint: …
/// </code>
/// </summary>
internal sealed class ErrorText(string code, string headline)
{
    private readonly List<string[]> rows = [];
    private string? hint;

    /// <summary>Adds a row: a label and its cells, aligned with the cells of the other rows.</summary>
    public ErrorText Row(string label, params string[] cells)
    {
        rows.Add([label, .. cells]);
        return this;
    }

    /// <summary>Says what to do, in the imperative.</summary>
    public ErrorText Hint(string text)
    {
        hint = text;
        return this;
    }

    public PplException ToException(Exception? inner = null) => new(code, ToString(), inner);

    public override string ToString()
    {
        var text = new StringBuilder($"{code} {headline}");
        foreach (string line in Table(rows)) text.Append("\n  ").Append(line);
        if (hint is not null) text.Append("\n  hint: ").Append(hint);
        return text.ToString();
    }

    /// <summary>Lays rows out in columns, three spaces apart; a last cell takes the room that it needs.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        int columns = rows.Count == 0 ? 0 : rows.Max(row => row.Length);
        int[] widths = new int[columns];
        foreach (string[] row in rows)
            for (int i = 0; i < row.Length - 1; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (string[] row in rows)
            yield return string.Join("   ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
    }
}
