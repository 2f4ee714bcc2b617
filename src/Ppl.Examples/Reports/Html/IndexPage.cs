using System.Globalization;
using System.Net;

namespace Ppl.Examples;

/// <summary>What all examples gave, as one page that leads to their reports and metrics. Its links are relative: the folder may be moved as a whole.</summary>
internal sealed class IndexPage(IReadOnlyList<ExampleOutcome> outcomes, ExampleRun run)
{
    public const string FileName = "index.html";

    /// <summary>The whole page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>All examples</title>
        <style>
        {StyleSheet.Text}</style>
        </head>
        <body>
        <header>
        <p class="example">Ppl {Escape(Metrics.Version)}, seed {run.Seed.ToString(CultureInfo.InvariantCulture)}, {Escape(run.Device)}{(run.Quick ? ", quick" : "")}</p>
        <h1>All examples</h1>
        <p class="answer">{outcomes.Count(outcome => outcome.Headline is not null)} of {outcomes.Count} examples ran to their end, in {Seconds(outcomes.Sum(outcome => outcome.Duration.TotalSeconds))} seconds.</p>
        </header>
        <main>
        <section>
        <h2>What each gave, beside what is known</h2>
        <div class="wide"><table>
        <thead><tr><th scope="col">example</th><th scope="col">figure</th><th scope="col">gave</th><th scope="col">exact or known</th><th scope="col">seconds</th><th scope="col">numbers</th></tr></thead>
        <tbody>
        {string.Join('\n', outcomes.Select(Row))}
        </tbody>
        </table></div>
        </section>
        <section>
        <h2>What each shows</h2>
        <dl>
        {string.Join('\n', outcomes.Select(outcome => $"<div><dt>{Escape(outcome.Example.Name)}</dt><dd>{Escape(outcome.Example.Description!)}</dd></div>"))}
        </dl>
        </section>
        </main>
        </body>
        </html>

        """;

    private static string Row(ExampleOutcome outcome)
    {
        string name = Escape(outcome.Example.Name), seconds = $"<td>{Seconds(outcome.Duration.TotalSeconds)}</td>";
        return outcome.Headline is { } headline
            ? $"<tr><th scope=\"row\"><a href=\"{name}/{HtmlReport.FileName}\">{name}</a></th><td>{Escape(headline.Figure)}</td><td>{Escape(headline.Gave)}</td><td>{Escape(headline.Beside)}</td>{seconds}"
                + $"<td><a href=\"{name}/{Metrics.FileName}\">{Metrics.FileName}</a></td></tr>"
            : $"<tr><th scope=\"row\">{name}</th><td colspan=\"3\">failed: {Escape(outcome.Failure!)}</td>{seconds}<td></td></tr>";
    }

    private static string Seconds(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
