using System.Diagnostics;
using Ppl.Examples;
using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>What it takes from data in memory to a program's first gradient, in a process that has loaded the tensors' library and done nothing else before, and once more in the same process.</summary>
internal static class FirstGradient
{
    /// <summary>The option with which this program measures in a process of its own.</summary>
    public const string Option = "--first-gradient";

    private const int Processes = 7;

    private static readonly (string Name, Action Evaluate)[] Models = [("eight schools", Schools), ("hidden Markov model, 600 steps, 3 states", () => Chain(600)), ("hidden Markov model, 5,000 steps, 3 states", () => Chain(5000))];

    /// <summary>Measures each model in several processes, and writes the medians as a Markdown table.</summary>
    public static void Write(TextWriter output, TextWriter progress)
    {
        output.WriteLine("| Time to first gradient | fresh process, ms | again, ms |");
        output.WriteLine("| --- | ---: | ---: |");
        foreach ((string name, _) in Models)
        {
            progress.WriteLine($"measuring: time to first gradient, {name}");
            double[][] times = [.. Enumerable.Range(0, Processes).Select(_ => InProcess(name))];
            output.WriteLine($"| {name} | {Median(times, 0):N1} | {Median(times, 1):N1} |");
        }
    }

    /// <summary>Measures a model in this process: two numbers of milliseconds on standard output.</summary>
    public static void Tell(string model)
    {
        Action evaluate = Models.Single(known => known.Name == model).Evaluate;
        foreach (int _ in (int[])[0, 1])
        {
            var clock = Stopwatch.StartNew();
            evaluate();
            Console.WriteLine(clock.Elapsed.TotalMilliseconds);
        }
    }

    private static double[] InProcess(string model)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Ppl.Bench.exe" : "Ppl.Bench");
        using Process process = Process.Start(new ProcessStartInfo(program, [Option, model]) { RedirectStandardOutput = true })!;
        double[] times = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)];
        process.WaitForExit();
        return times.Length == 2 ? times : throw new InvalidOperationException($"{program} {Option} \"{model}\" failed.");
    }

    private static double Median(double[][] times, int column) => times.Select(pair => pair[column]).Order().ElementAt(times.Length / 2);

    private static void Schools()
    {
        using Tensor y = EightSchools.Data(torch.ScalarType.Float64);
        Evaluate(ProgramDensity.Of(EightSchools.Program, y, Engine.Compiled));
    }

    private static void Chain(int steps)
    {
        double[] x = [.. Enumerable.Range(0, steps).Select(t => Math.Sin(0.1 * t))];
        using Tensor data = torch.tensor(x).reshape(1, steps);
        Evaluate(ProgramDensity.Of(HmmModel.Sequences, new HmmRows(data, States: 3), Engine.Compiled));
    }

    private static void Evaluate(ProgramDensity density)
    {
        using (density) density.Evaluate(new double[density.Dimension], new double[density.Dimension]);
    }
}
