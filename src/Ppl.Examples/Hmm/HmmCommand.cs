using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>hmm</c> on the command line.</summary>
internal sealed class HmmCommand : ExampleCommand
{
    private const int QuickSteps = 60, QuickSequences = 10, QuickLength = 50, StatesOfFile = 2;

    private readonly Option<string> data = new("--data") { Description = "a CSV file with a line of names, such as that of the Nile's flow; without it, sequences are drawn", HelpName = "FILE" };
    private readonly Option<string> column = new("--column") { Description = "column of the file: the numbers of one sequence, in order", HelpName = "NAME", DefaultValueFactory = _ => "value" };
    private readonly Option<string> time = new("--time") { Description = "column of the file that says when; the number of the row without it", HelpName = "NAME" };
    private readonly Option<int> sequences = Number("--sequences", "to draw", 10, 1, 1000);
    private readonly Option<int> length = Number("--length", "of each sequence", 100, 10, 1000);
    private readonly Option<int> states = Number("--states", "of the model; 2 by default for a file", 3, 1, 20);
    private readonly Option<int> steps = Number("--steps", "gradient steps", 300, 1, 100_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.1, 1e-8, 1);
    private readonly Option<bool> nuts = Nuts();
    private readonly Option<string> engine = Engine();

    public HmmCommand() : base("hmm", "A hidden Markov model: its states summed out by SVI beside the forward algorithm; the most probable path.")
    {
        foreach (Option option in new Option[] { data, column, time, sequences, length, states, steps, learningRate, nuts, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("log evidence by enumeration, nats", metrics, "log_evidence", "forward_log_evidence", "by the forward algorithm", "F6");

    public override ModelGraph Graph(ExampleRun run) => Hmm.Graph(Read(Parse([])), run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        Refuse(arguments, data, "brings its own sequence", sequences, length);
        foreach (Option option in new Option[] { column, time })
            if (IsGiven(arguments, option) && !IsGiven(arguments, data))
                throw Error.Options($"{option.Name} names a column of a file, and there is none", $"name the file with {data.Name}.");
        HmmOptions options = Read(arguments);
        return run => Hmm.Run(run.Quick
            ? options with
            {
                Sequences = IsGiven(arguments, sequences) ? options.Sequences : QuickSequences,
                Length = IsGiven(arguments, length) ? options.Length : QuickLength,
                Steps = IsGiven(arguments, steps) ? options.Steps : QuickSteps,
            }
            : options, run);
    }

    private HmmOptions Read(ParseResult arguments) => new(
        arguments.GetValue(data),
        arguments.GetRequiredValue(column),
        arguments.GetValue(time),
        arguments.GetRequiredValue(sequences),
        arguments.GetRequiredValue(length),
        arguments.GetValue(data) is not null && !IsGiven(arguments, states) ? StatesOfFile : arguments.GetRequiredValue(states),
        arguments.GetRequiredValue(steps),
        arguments.GetRequiredValue(learningRate),
        arguments.GetValue(nuts),
        EngineOf(arguments, engine));
}
