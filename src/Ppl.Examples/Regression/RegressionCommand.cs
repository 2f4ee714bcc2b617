using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>regression</c> on the command line.</summary>
internal sealed class RegressionCommand : ExampleCommand
{
    private const int QuickRows = 1000, QuickInputs = 8, QuickEpochs = 60, QuickBatch = 100;
    private const double QuickRate = 0.1;

    private readonly Option<string> model = Choice("--model", "which regression; with --data, logistic where all targets are 0 or 1", "both", "linear", "logistic");
    private readonly Option<string> data = new("--data") { Description = "a CSV file of numbers, all columns but the target's being inputs; drawn by the program by default", HelpName = "FILE" };
    private readonly Option<string> target = new("--target") { Description = "the target's column of --data", HelpName = "NAME", DefaultValueFactory = _ => "y" };
    private readonly Option<int> rows = Number("--rows", "rows to draw", RegressionOptions.DefaultRows, 2, 10_000_000);
    private readonly Option<int> inputs = Number("--inputs", "inputs to draw", RegressionOptions.DefaultInputs, 1, 1000);
    private readonly Option<int> epochs = Number("--epochs", "passes of each guide over the rows", 120, 1, 1_000_000);
    private readonly Option<int> batch = Number("--batch", "rows in a step", RegressionOptions.DefaultBatch, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.02, 1e-8, 1);
    private readonly Option<bool> nuts = Nuts();
    private readonly Option<string> engine = Engine();

    public RegressionCommand() : base("regression", "Bayesian linear and logistic regression: five guides, by minibatches and all rows, beside the exact posterior.")
    {
        foreach (Option option in new Option[] { model, data, target, rows, inputs, epochs, batch, learningRate, nuts, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("highest bound, nats", metrics, "elbo", "log_evidence", "the exact log evidence");

    public override ModelGraph Graph(ExampleRun run) => Regression.Graph(run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        bool isRead = IsGiven(arguments, data);
        foreach (Option option in new Option[] { rows, inputs })
            if (isRead && IsGiven(arguments, option)) throw Error.Options($"{option.Name} says what to draw, and --data brings the rows", "leave out one of the two.");
        if (!isRead && IsGiven(arguments, target)) throw Error.Options("--target names a column, and there is no file", "name the file with --data.");
        var options = new RegressionOptions(
            arguments.GetRequiredValue(model), arguments.GetValue(data), arguments.GetRequiredValue(target), arguments.GetRequiredValue(rows), arguments.GetRequiredValue(inputs),
            arguments.GetRequiredValue(epochs), arguments.GetRequiredValue(batch), arguments.GetRequiredValue(learningRate), arguments.GetValue(nuts), EngineOf(arguments, engine));
        return run => Regression.Run(run.Quick ? Quick(options, arguments) : options, run);
    }

    /// <summary>What is given on the command line stays.</summary>
    private RegressionOptions Quick(RegressionOptions options, ParseResult arguments) => options with
    {
        Rows = IsGiven(arguments, rows) ? options.Rows : QuickRows,
        Inputs = IsGiven(arguments, inputs) ? options.Inputs : QuickInputs,
        Epochs = IsGiven(arguments, epochs) ? options.Epochs : QuickEpochs,
        Batch = IsGiven(arguments, batch) ? options.Batch : QuickBatch,
        LearningRate = IsGiven(arguments, learningRate) ? options.LearningRate : QuickRate,
    };
}
