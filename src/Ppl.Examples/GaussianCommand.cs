using System.CommandLine;

namespace Ppl.Examples;

/// <summary><c>gaussian</c> on the command line.</summary>
internal sealed class GaussianCommand : ExampleCommand
{
    private const int DefaultSteps = 3000, QuickSteps = 300;

    private readonly Option<int?> steps = new("--steps") { Description = $"gradient steps [default: {DefaultSteps}]" };
    private readonly Option<double> learningRate = new("--learning-rate") { Description = "of Adam, at the start", DefaultValueFactory = _ => 0.15 };

    public GaussianCommand() : base("gaussian", "Mean and scale of 1,000 numbers: the posterior by SVI beside the exact one.")
    {
        Add(steps);
        Add(learningRate);
    }

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        int? given = arguments.GetValue(steps) is { } number ? InRange(number, steps.Name, 1, 1_000_000) : null;
        double rate = InRange(arguments.GetRequiredValue(learningRate), learningRate.Name, 1e-8, 1);
        return run => Gaussian.Run(new GaussianOptions(given ?? (run.Quick ? QuickSteps : DefaultSteps), rate), run);
    }
}
