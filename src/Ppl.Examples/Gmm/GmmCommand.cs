using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>gmm</c> on the command line.</summary>
internal sealed class GmmCommand : ExampleCommand
{
    private const int QuickStarts = 6, Scouting = 80, QuickScouting = 30, QuickEpochs = 400, ComponentsOfFile = 2;

    private readonly Option<string> data = new("--data") { Description = "a CSV file with a line of names, such as that of Old Faithful; without it, numbers are drawn", HelpName = "FILE" };
    private readonly Option<string> columns = new("--columns")
    {
        Description = "columns of the file: the coordinates of a point",
        HelpName = "NAME,NAME...",
        DefaultValueFactory = _ => "eruptions,waiting",
    };
    private readonly Option<int> count = Number("--n", "numbers to draw", 1000, 10, 100_000);
    private readonly Option<int> components = Number("--components", "of the mixture; 2 by default for a file", 3, 1, 20);
    private readonly Option<int> starts = Number("--starts", "from which each method begins; the best end counts", 10, 1, 1000);
    private readonly Option<int> epochs = Number("--epochs", "passes over the points from the best start", 1600, 1, 100_000);
    private readonly Option<int> batch = Number("--batch", "points in a step; 0 for half of them", 0, 0, 100_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.03, 1e-8, 1);
    private readonly Option<bool> nuts = Nuts();
    private readonly Option<string> engine = Engine();

    public GmmCommand() : base("gmm", "A Gaussian mixture: assignments summed out by SVI beside EM and coordinate ascent, on drawn numbers or Old Faithful.")
    {
        foreach (Option option in new Option[] { data, columns, count, components, starts, epochs, batch, learningRate, nuts, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("log-likelihood, nats", metrics, "svi_log_likelihood", "em_log_likelihood", "by EM");

    public override ModelGraph Graph(ExampleRun run) => Gmm.Graph(Read(Parse([])), run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        Refuse(arguments, data, "brings its own points", count);
        if (IsGiven(arguments, columns) && !IsGiven(arguments, data))
            throw Error.Options($"{columns.Name} names columns of a file, and there is none", $"name the file with {data.Name}.");
        GmmOptions options = Read(arguments);
        return run => Gmm.Run(run.Quick
            ? options with
            {
                Starts = IsGiven(arguments, starts) ? options.Starts : QuickStarts,
                Scouting = QuickScouting,
                Epochs = IsGiven(arguments, epochs) ? options.Epochs : QuickEpochs,
            }
            : options, run);
    }

    private GmmOptions Read(ParseResult arguments)
    {
        string[] names = arguments.GetRequiredValue(columns).Split(',', StringSplitOptions.TrimEntries);
        if (names.Any(name => name.Length == 0) || names.Distinct().Count() < names.Length)
            throw Error.Options($"{columns.Name} {arguments.GetValue(columns)}: a name is missing or stands twice", "write names with commas between them: eruptions,waiting.");
        bool isFile = arguments.GetValue(data) is not null;
        return new GmmOptions(
            arguments.GetValue(data),
            isFile ? names : ["x"],
            arguments.GetRequiredValue(count),
            isFile && !IsGiven(arguments, components) ? ComponentsOfFile : arguments.GetRequiredValue(components),
            arguments.GetRequiredValue(starts),
            Scouting,
            arguments.GetRequiredValue(epochs),
            arguments.GetRequiredValue(batch) is var points and > 0 ? points : null,
            arguments.GetRequiredValue(learningRate),
            arguments.GetValue(nuts),
            EngineOf(arguments, engine));
    }
}
