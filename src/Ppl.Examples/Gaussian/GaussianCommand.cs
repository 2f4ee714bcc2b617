using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>gaussian</c> on the command line.</summary>
internal sealed class GaussianCommand : ExampleCommand
{
    private const int QuickSteps = 500;
    private const double Huge = 1e12, Tiny = 1e-12;

    private readonly Option<string> file = new("--x") { Description = "a CSV file with the numbers: its column x, or its only column where it has no names", HelpName = "FILE" };
    private readonly Option<int> count = Number("--n", "numbers to draw", 1000, 1, 100_000);
    private readonly Option<double> trueMean = Number("--true-mean", "of the numbers that are drawn", 3.0, -Huge, Huge);
    private readonly Option<double> trueDeviation = Number("--true-sd", "their standard deviation", 2.0, Tiny, Huge);
    private readonly Option<string> prior = Choice("--prior", "of mu and of the variance: wide, or sure and wrong", "good", "bad");
    private readonly Option<double> priorMean = Number("--prior-mean", "of mu", GaussianPrior.Good.Mean, -Huge, Huge);
    private readonly Option<double> priorDeviation = Number("--prior-sd", "of mu", GaussianPrior.Good.Deviation, Tiny, Huge);
    private readonly Option<double> priorShape = Number("--prior-shape", "of the variance's gamma distribution", GaussianPrior.Good.Shape, 1e-3, 1e6);
    private readonly Option<double> priorScale = Number("--prior-scale", "of the same: the mean is shape times scale", GaussianPrior.Good.Scale, Tiny, Huge);
    private readonly Option<int> steps = Number("--steps", "gradient steps of each fit", 2000, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.1, 1e-8, 1);
    private readonly Option<bool> nuts = Nuts();
    private readonly Option<string> engine = Engine();

    public GaussianCommand() : base("gaussian", "Mean and variance of 1,000 numbers: the posterior by three ways of variational inference beside the exact one.")
    {
        foreach (Option option in new Option[] { file, count, trueMean, trueDeviation, prior, priorMean, priorDeviation, priorShape, priorScale, steps, learningRate, nuts, engine }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) =>
        Headline.Of("bound, nats", metrics, "elbo", "log_evidence", "the exact log evidence", "F4");

    public override ModelGraph Graph(ExampleRun run) => Gaussian.Graph(Read(Parse([])), run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        Refuse(arguments, file, "brings numbers of its own", count, trueMean, trueDeviation);
        Refuse(arguments, prior, "names all of a prior", priorMean, priorDeviation, priorShape, priorScale);
        GaussianOptions options = Read(arguments);
        return run => Gaussian.Run(run.Quick && !IsGiven(arguments, steps) ? options with { Steps = QuickSteps } : options, run);
    }

    private GaussianOptions Read(ParseResult arguments) => new(
        arguments.GetRequiredValue(steps),
        arguments.GetRequiredValue(learningRate),
        arguments.GetValue(file),
        arguments.GetRequiredValue(count),
        arguments.GetRequiredValue(trueMean),
        arguments.GetRequiredValue(trueDeviation),
        arguments.GetRequiredValue(prior) == "bad" ? GaussianPrior.Bad : new GaussianPrior(
            arguments.GetRequiredValue(priorMean), arguments.GetRequiredValue(priorDeviation),
            arguments.GetRequiredValue(priorShape), arguments.GetRequiredValue(priorScale)),
        arguments.GetValue(nuts),
        EngineOf(arguments, engine));
}
