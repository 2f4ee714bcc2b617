using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples.Tests;

/// <summary>An example that does what a test says, and then leaves a page and metrics.</summary>
internal sealed class FakeCommand(string name, Action<ExampleRun> act) : ExampleCommand(name, $"What {name} shows.")
{
    public override Headline HeadlineOf(JsonObject metrics) => Headline.Of("a figure, nats", metrics, "elbo", "exact", "known");

    public override ModelGraph Graph(ExampleRun run) => throw new NotSupportedException();

    protected override Action<ExampleRun> Prepare(ParseResult arguments) => run =>
    {
        act(run);
        JsonObject metrics = Metrics.Of(Name, run);
        (metrics["elbo"], metrics["exact"]) = (-1.25, -1.0);
        run.Output.Add(Metrics.FileName, Metrics.Encode(metrics));
        run.Output.Add(HtmlReport.FileName, "<p>"u8.ToArray());
    };
}
