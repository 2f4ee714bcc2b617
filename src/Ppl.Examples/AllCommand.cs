using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>
/// <c>all</c> on the command line: the examples one after another, each in a folder of its own; then a table of what each gave beside what is known, and a page
/// of the same that leads to their reports. One that fails is told of, and the next one runs.
/// </summary>
internal sealed class AllCommand : Command
{
    private readonly IReadOnlyList<ExampleCommand> examples;
    private readonly RunOptions options;

    public AllCommand(IReadOnlyList<ExampleCommand> examples) : base("all", "runs every example, and ends with a table of what each gave beside what is exact or known")
    {
        this.examples = examples;
        options = new RunOptions(this, "out", "a folder of each example, and index.html");
    }

    /// <returns>Exit code 0, or 1 where an example failed.</returns>
    /// <exception cref="PplException">PPL314: there is no such device. PPL311: the folder cannot be written.</exception>
    /// <exception cref="CancelledException">The run was cancelled; says which examples are done.</exception>
    public int Run(ParseResult arguments, IAnsiConsole console, CancellationToken cancel)
    {
        ExampleRun run = options.Read(arguments, console, cancel);
        List<ExampleOutcome> outcomes = [];
        foreach (ExampleCommand example in examples)
        {
            console.MarkupLineInterpolated($"[bold]{example.Name}[/]");
            ExampleOutcome outcome = Outcome(example, run, outcomes);
            if (outcome.Failure is { } failure) arguments.InvocationConfiguration.Error.WriteLine($"{example.Name}: {failure}");
            outcomes.Add(outcome);
        }
        console.Write(Table(outcomes, run).ToConsole());
        run.Output.Add(IndexPage.FileName, Encoding.UTF8.GetBytes(new IndexPage(outcomes, run).ToString()));
        foreach (string path in run.Output.Commit()) console.MarkupLineInterpolated($"[grey]{path}[/]");
        return outcomes.All(outcome => outcome.Failure is null) ? 0 : CommandLine.Failed;
    }

    private ExampleOutcome Outcome(ExampleCommand example, ExampleRun run, IReadOnlyList<ExampleOutcome> before)
    {
        var watch = Stopwatch.StartNew();
        string folder = run.Output.PathOf(example.Name);
        try
        {
            run.Cancel.ThrowIfCancellationRequested();
            example.Run(example.Parse(options.Arguments(run, folder)), run.Console, run.Cancel);
            JsonObject metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Metrics.FileName)))!.AsObject();
            return new ExampleOutcome(example, example.HeadlineOf(metrics), Failure: null, watch.Elapsed);
        }
        catch (OperationCanceledException cancelled)
        {
            string[] done = [.. before.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Example.Name)];
            throw new CancelledException((done.Length == 0 ? "no example is done" : $"done and in {run.Output.Path}: {string.Join(", ", done)}")
                + (cancelled is CancelledException ? $"; {example.Name}: {cancelled.Message}" : ""));
        }
        catch (Exception exception)
        {
            return new ExampleOutcome(example, Headline: null, CommandLine.OneLine(exception), watch.Elapsed);
        }
    }

    private static ResultTable Table(IReadOnlyList<ExampleOutcome> outcomes, ExampleRun run)
    {
        var table = new ResultTable("example", "figure", "gave", "exact or known", "seconds", "report");
        foreach (ExampleOutcome outcome in outcomes)
        {
            string seconds = outcome.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
            if (outcome.Headline is { } headline)
                table.Add(outcome.Example.Name, headline.Figure, headline.Gave, headline.Beside, seconds, Path.Combine(run.Output.PathOf(outcome.Example.Name), HtmlReport.FileName));
            else
                table.Add(outcome.Example.Name, $"failed: {outcome.Failure}", "", "", seconds, "");
        }
        return table;
    }
}

/// <summary>How an example ended.</summary>
/// <param name="Example">Which.</param>
/// <param name="Headline">What it gave; null where it failed.</param>
/// <param name="Failure">The line that says why it failed.</param>
/// <param name="Duration">What it took.</param>
internal sealed record ExampleOutcome(ExampleCommand Example, Headline? Headline, string? Failure, TimeSpan Duration);
