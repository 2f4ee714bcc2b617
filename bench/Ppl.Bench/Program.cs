using System.CommandLine;
using System.Globalization;
using Ppl.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// One thread: processor time of this thread is then all there is to count.
torch.set_num_threads(1);

if (args is [FirstGradient.Option, string model])
{
    FirstGradient.Tell(model);
    return 0;
}

var full = new Option<bool>("--full") { Description = "measures absolute times and allocated bytes too, with BenchmarkDotNet, which takes some minutes more" };
var densities = new Option<bool>("--densities") { Description = "measures the log densities of distributions only" };
var compiled = new Option<bool>("--compiled") { Description = "measures compiled densities only: gradients, time to the first one, and whole runs of NUTS" };
var only = new Option<string>("--only") { Description = "measures the rows that have this text in their names", DefaultValueFactory = _ => "" };
var root = new RootCommand("Run time of Ppl beside what it is judged by, as Markdown tables on standard output: the tables of docs/benchmarks.md.") { full, densities, compiled, only };
root.SetAction(parsed =>
{
    string text = parsed.GetRequiredValue(only);
    if (text.Length > 0)
    {
        RatioTable.Write([.. RatioTable.Steps(), .. DensityComparison.All], Console.Out, Console.Error, text);
        return;
    }
    if (parsed.GetValue(compiled))
    {
        RatioTable.Write([.. CompiledGradient.All(), .. CompiledToTraced.All()], Console.Out, Console.Error);
        Console.WriteLine();
        FirstGradient.Write(Console.Out, Console.Error);
        Console.WriteLine();
        WholeRuns.Write(Console.Out, Console.Error);
        return;
    }
    if (!parsed.GetValue(densities))
    {
        RatioTable.Write(RatioTable.Steps(), Console.Out, Console.Error);
        Console.WriteLine();
        Console.WriteLine(HandlerCost.OfOneSite());
        Console.WriteLine();
    }
    RatioTable.Write(DensityComparison.All, Console.Out, Console.Error);
    if (parsed.GetValue(full)) AbsoluteTimes.Write(Console.Out, Console.Error);
});

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return parsed.Invoke();
Console.Error.WriteLine(parsed.Errors[0].Message);
return 2;
