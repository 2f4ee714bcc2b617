using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>eight-schools</c> on the command line.</summary>
internal sealed class EightSchoolsCommand : ExampleCommand
{
    private const int QuickSteps = 300;

    private readonly Option<string> data = new("--data") { Description = "a CSV file with the columns est and se, a row for each group; Rubin's eight schools by default", HelpName = "FILE" };
    private readonly Option<int> steps = Number("--steps", "gradient steps of each guide", 2000, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.15, 1e-8, 1);
    private readonly Option<bool> nuts = Nuts();
    private readonly Option<int> calibrate = Number("--calibrate", $"data sets to draw from the prior, {NutsCalibration.Fewest} or more: do chains find what they were drawn from? 0 for none", 0, 0, 100_000);
    private readonly Option<string> engine = Engine();

    public EightSchoolsCommand() : base("eight-schools", "A hierarchy that is a funnel: three guides, centred and not, and k-hat says which to believe.")
    {
        foreach (Option option in new Option[] { data, steps, learningRate, nuts, calibrate, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("mean of tau by the best guide, weighted, points", metrics, "tau_mean_weighted", "tau_mean_exact", "by quadrature");

    public override ModelGraph Graph(ExampleRun run) => EightSchools.Graph(run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        var options = new EightSchoolsOptions(
            arguments.GetValue(data), arguments.GetRequiredValue(steps), arguments.GetRequiredValue(learningRate), arguments.GetValue(nuts), arguments.GetRequiredValue(calibrate), EngineOf(arguments, engine));
        if (options.Calibrate is > 0 and < NutsCalibration.Fewest)
            throw Error.Options($"{calibrate.Name} {options.Calibrate}: ranks of so few data sets say nothing", $"write {NutsCalibration.Fewest} or more, or 0 for none.");
        return run => EightSchools.Run(run.Quick && !IsGiven(arguments, steps) ? options with { Steps = QuickSteps } : options, run);
    }
}
