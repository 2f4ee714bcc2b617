using Spectre.Console;

namespace Ppl.Examples;

/// <summary>Results by row: the first column names them, the others are numbers. The console and the report show the same.</summary>
internal sealed record ResultTable(params IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    public ResultTable Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns.Count) throw new ArgumentException($"a row has {Columns.Count} cells, not {cells.Count}", nameof(cells));
        rows.Add(cells);
        return this;
    }

    public Table ToConsole()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns([.. Columns.Select(Markup.Escape)]);
        foreach (IReadOnlyList<string> row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }
}
