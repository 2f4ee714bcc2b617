using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>critique</c> on the command line.</summary>
internal sealed class CritiqueCommand : ExampleCommand
{
    public const int DefaultRows = 1000;

    private const int QuickRows = 400, QuickEpochs = 250, QuickDraws = 500;

    private readonly Option<string> data = new("--data") { Description = "a CSV file with a line of names; without it, counts are drawn", HelpName = "FILE" };
    private readonly Option<string> count = new("--count") { Description = "column of the file: whole numbers from 0 on", HelpName = "NAME", DefaultValueFactory = _ => "y" };
    private readonly Option<string> covariate = new("--covariate") { Description = "column of the file: a number that the counts may follow", HelpName = "NAME", DefaultValueFactory = _ => "x" };
    private readonly Option<int> rows = Number("--rows", "to draw; half of them are held out", DefaultRows, 40, 100_000);
    private readonly Option<int> epochs = Number("--epochs", "gradient steps of each fit, on all rows", 1000, 1, 100_000);
    private readonly Option<int> draws = Number("--draws", "from each posterior, and replicated data sets", 2000, 100, 100_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.05, 1e-8, 1);

    public CritiqueCommand() : base("critique", "Build, compute, critique, repeat: counts, three models, and posterior predictive checks that lead from each to the next.")
    {
        foreach (Option option in new Option[] { data, count, covariate, rows, epochs, draws, learningRate }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics)
    {
        const string figure = "log density of a held-out row, nats", gave = "held_out_log_density", truth = "true_held_out_log_density";
        return metrics.ContainsKey(truth) ? Headline.Of(figure, metrics, gave, truth, "by the truth", "F3") : new(figure, Headline.Text(metrics, gave, "F3"), "");
    }

    public override ModelGraph Graph(ExampleRun run) => Critique.Graph(run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        Refuse(arguments, data, "brings its own rows", rows);
        foreach (Option option in new Option[] { count, covariate })
            if (IsGiven(arguments, option) && !IsGiven(arguments, data))
                throw Error.Options($"{option.Name} names a column of a file, and there is none", $"name the file with {data.Name}.");
        var options = new CritiqueOptions(
            arguments.GetValue(data), arguments.GetRequiredValue(count), arguments.GetRequiredValue(covariate), arguments.GetRequiredValue(rows),
            arguments.GetRequiredValue(epochs), arguments.GetRequiredValue(draws), arguments.GetRequiredValue(learningRate));
        if (options.Count == options.Covariate)
            throw Error.Options($"{count.Name} and {covariate.Name} name one column, \"{options.Count}\"", "name two columns.");
        return run => Critique.Run(run.Quick
            ? options with
            {
                Rows = IsGiven(arguments, rows) ? options.Rows : QuickRows,
                Epochs = IsGiven(arguments, epochs) ? options.Epochs : QuickEpochs,
                Draws = IsGiven(arguments, draws) ? options.Draws : QuickDraws,
            }
            : options, run);
    }
}
