using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary>
/// What a run found, as one page that opens from disk: the answer, the results, the figures, the model as graph and text, the settings, the environment.
/// It loads nothing; its colours follow the reader's scheme, and on paper it is white.
/// </summary>
internal sealed record HtmlReport
{
    public const string FileName = "report.html";

    /// <summary>The example's name.</summary>
    public required string Example { get; init; }

    /// <summary>What the example is about, as a heading.</summary>
    public required string Title { get; init; }

    /// <summary>The answer in a sentence or two, with its numbers.</summary>
    public required string Answer { get; init; }

    public required ResultTable Results { get; init; }

    /// <summary>More tables, each under a heading of its own.</summary>
    public IReadOnlyList<(string Heading, ResultTable Table)> Tables { get; init; } = [];

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The model's sites, and who depends on whom.</summary>
    public required ModelGraph Graph { get; init; }

    public required ModelText Model { get; init; }

    /// <summary>Names and values.</summary>
    public required IReadOnlyList<(string Name, string Value)> Settings { get; init; }

    public required ExampleRun Run { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Adds the page, and each figure as PNG, to the run's output.</summary>
    public void Add()
    {
        foreach (Figure figure in Figures) Run.Output.Add($"{figure.Name}.png", figure.Picture.ToRaster());
        Run.Output.Add(FileName, System.Text.Encoding.UTF8.GetBytes(ToString()));
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Escape(Title)}</title>
        <style>
        {StyleSheet.Text}</style>
        </head>
        <body>
        <header>
        <p class="example">Ppl example <code>{Escape(Example)}</code></p>
        <h1>{Escape(Title)}</h1>
        <p class="answer">{Escape(Answer)}</p>
        </header>
        <main>
        <section>
        <h2>Results</h2>
        {Show(Results)}
        </section>{string.Concat(Tables.Select(table => $"\n<section>\n<h2>{Escape(table.Heading)}</h2>\n{Show(table.Table)}\n</section>"))}
        <section>
        <h2>Figures</h2>
        <div class="figures">
        {string.Join('\n', Figures.Select(Show))}
        </div>
        </section>
        <section>
        <h2>Model</h2>
        <figure class="graph">
        {Inline(Graph.ToSvg("The model as a graph"))}
        <figcaption>White: unknown. Grey: observed. Dashed: follows from others. Dots, rings: parameters and networks that are learnt. Boxes: as many
        copies as their label says. An arrow leads from a value to what depends on it.</figcaption>
        </figure>
        <pre><code>{string.Concat(Model.Tokens.Select(Show))}</code></pre>
        </section>
        <section>
        <h2>Settings</h2>
        {List(Settings)}
        </section>
        <section>
        <h2>Environment</h2>
        {List(Environment)}
        </section>
        </main>
        </body>
        </html>

        """;

    private static string Show(ResultTable table) => $"""
        <div class="wide"><table>
        <thead><tr>{string.Concat(table.Columns.Select(column => $"<th scope=\"col\">{Escape(column)}</th>"))}</tr></thead>
        <tbody>
        {string.Join('\n', table.Rows.Select(row => $"<tr><th scope=\"row\">{Escape(row[0])}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>"))}
        </tbody>
        </table></div>
        """;

    private IReadOnlyList<(string, string)> Environment =>
    [
        ("version", Metrics.Version),
        ("seed", Run.Seed.ToString(CultureInfo.InvariantCulture)),
        ("device", Run.Device),
        ("quick", Run.Quick ? "yes" : "no"),
        ("duration", Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s"),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {System.Environment.ProcessorCount} processors"),
    ];

    private static string Show(Figure figure) => $"""
        <figure class="{figure.Picture.GetType().Name.ToLowerInvariant()}">
        {figure.Picture.ToSvg()}
        <figcaption>{Escape(figure.Caption)}</figcaption>
        </figure>
        """;

    /// <summary>In a page, an SVG element needs no namespace.</summary>
    private static string Inline(string svg) => svg.Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal).TrimEnd();

    private static string Show((TokenKind Kind, string Text) token) =>
        token.Kind == TokenKind.Plain ? Escape(token.Text) : $"<span class=\"{token.Kind.ToString().ToLowerInvariant()}\">{Escape(token.Text)}</span>";

    private static string List(IEnumerable<(string Name, string Value)> entries) =>
        $"<dl>\n{string.Join('\n', entries.Select(entry => $"<div><dt>{Escape(entry.Name)}</dt><dd>{Escape(entry.Value)}</dd></div>"))}\n</dl>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
