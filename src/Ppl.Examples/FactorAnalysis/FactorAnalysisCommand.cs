using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>fa</c> on the command line.</summary>
internal sealed class FactorAnalysisCommand : ExampleCommand
{
    private const int DrawnRows = 5000, QuickEpochs = 20;
    private const double QuickLearningRate = 0.2;

    /// <summary>Five items for each of agreeableness, conscientiousness, extraversion, neuroticism and openness.</summary>
    private static readonly string PersonalityItems = string.Join(',', "ACENO".SelectMany(scale => Enumerable.Range(1, 5).Select(item => $"{scale}{item}")));

    private readonly Option<string> data = new("--data") { Description = "a CSV file with a line of names, such as bfi.csv; cells may be empty. Without it the program draws 5,000 rows", HelpName = "FILE" };
    private readonly Option<string> columns = new("--columns")
    {
        Description = "of the file; by default the 25 personality items of bfi.csv",
        HelpName = "NAME,NAME...",
        DefaultValueFactory = _ => PersonalityItems,
    };
    private readonly Option<int> factors = Number("--factors", "the number of factors", 5, 1, 100);
    private readonly Option<double> missing = Number("--missing", "the share of cells that are left out of the rows that the program draws", 0.0, 0, 0.9);
    private readonly Option<int> epochs = Number("--epochs", "passes over the training rows", 150, 1, 100_000);
    private readonly Option<int> batch = Number("--batch", "rows in a step", 200, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.1, 1e-8, 1);
    private readonly Option<int> hidden = Number("--hidden", "units in the hidden layer of the non-linear decoder", 32, 1, 10_000);

    public FactorAnalysisCommand() : base("fa", "Factor analysis: a few factors behind many columns, by two guides, beside EM and the exact posterior.")
    {
        foreach (Option option in new Option[] { data, columns, factors, missing, epochs, batch, learningRate, hidden }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("test log-likelihood, nats a row", metrics, "svi_test_log_likelihood", "em_test_log_likelihood", "by EM", "F3");

    public override ModelGraph Graph(ExampleRun run) => FactorAnalysis.Graph(Read(Parse([])), run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        FactorAnalysisOptions options = Read(arguments);
        FactorAnalysisOptions quick = options with
        {
            Epochs = IsGiven(arguments, epochs) ? options.Epochs : QuickEpochs,
            LearningRate = IsGiven(arguments, learningRate) ? options.LearningRate : QuickLearningRate,
        };
        return run => FactorAnalysis.Run(run.Quick ? quick : options, run);
    }

    private FactorAnalysisOptions Read(ParseResult arguments)
    {
        string? file = arguments.GetValue(data);
        if (file is null && IsGiven(arguments, columns)) throw Error.Options("--columns names columns of a file, and there is no --data", "write --data FILE.");
        if (file is not null && IsGiven(arguments, missing)) throw Error.Options("--missing leaves cells out of data that are drawn, and --data names a file", "write one or the other.");
        string[] names = [.. arguments.GetRequiredValue(columns).Split(',').Select(name => name.Trim())];
        int width = file is null ? FactorData.DrawnColumns : names.Length;
        int count = arguments.GetRequiredValue(factors);
        if (names.Any(name => name.Length == 0) || names.Distinct().Count() < names.Length)
            throw Error.Options($"--columns {arguments.GetRequiredValue(columns)}: a name is empty or there twice", "write each name once, with commas between them.");
        if (count >= width)
            throw Error.Options(string.Create(CultureInfo.InvariantCulture, $"--factors {count} with {width} columns"), "take fewer factors than there are columns.");
        return new(file, names, count, arguments.GetRequiredValue(missing), DrawnRows, arguments.GetRequiredValue(epochs), arguments.GetRequiredValue(batch),
            arguments.GetRequiredValue(learningRate), arguments.GetRequiredValue(hidden));
    }
}
