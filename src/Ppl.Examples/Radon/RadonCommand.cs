using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>radon</c> on the command line.</summary>
internal sealed class RadonCommand : ExampleCommand
{
    private const int QuickSteps = 1500;

    private readonly Option<string> data = new("--data")
    {
        Description = "a CSV file with the columns log.radon, basement, uranium and county, a row for each house; drawn by the program by default",
        HelpName = "FILE",
    };
    private readonly Option<int> steps = Number("--steps", "gradient steps of each guide", 2000, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.05, 1e-8, 1);
    private readonly Option<string> engine = Engine();

    public RadonCommand() : base("radon", "Houses in counties: a hierarchy by NUTS, centred and not, beside SVI; and whether it predicts better than none.")
    {
        foreach (Option option in new Option[] { data, steps, learningRate, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics)
    {
        const string figure = "effect of the first floor on log radon", gave = "nuts_floor_mean", planted = "planted_floor";
        return metrics.ContainsKey(planted) ? Headline.Of(figure, metrics, gave, planted, "planted") : new(figure, Headline.Text(metrics, gave), "");
    }

    public override ModelGraph Graph(ExampleRun run) => Radon.Graph(run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        var options = new RadonOptions(arguments.GetValue(data), arguments.GetRequiredValue(steps), arguments.GetRequiredValue(learningRate), EngineOf(arguments, engine));
        return run => Radon.Run(run.Quick && !IsGiven(arguments, steps) ? options with { Steps = QuickSteps } : options, run);
    }
}
