using System.CommandLine;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>gaussian</c> on the command line.</summary>
internal sealed class GaussianCommand : ExampleCommand
{
    private const int QuickSteps = 300;

    private readonly Option<int> steps = Number("--steps", "gradient steps", 3000, 1, 1_000_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.15, 1e-8, 1);

    public GaussianCommand() : base("gaussian", "Mean and scale of 1,000 numbers: the posterior by SVI beside the exact one.")
    {
        Add(steps);
        Add(learningRate);
    }

    public override ModelGraph Graph(ExampleRun run) => Gaussian.Graph(run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        var options = new GaussianOptions(arguments.GetRequiredValue(steps), arguments.GetRequiredValue(learningRate));
        return run => Gaussian.Run(run.Quick && !IsGiven(arguments, steps) ? options with { Steps = QuickSteps } : options, run);
    }
}
