using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ppl.Bench;

/// <summary>x + y on ten floats: from C# through <c>Ppl.Torch</c> beside C++ (<c>src/Ppl.Torch/Native/bench_add.cpp</c>), which runs in a process of its own.</summary>
internal sealed class TensorOperation : Comparison
{
    private const int Repetitions = 200_000;

    private readonly string program = Path.Combine(Path.GetTempPath(), $"ppl-bench-add-{Environment.ProcessId}");
    private readonly Tensor x = torch.ones([10]);
    private readonly Tensor y = torch.ones([10]);

    public TensorOperation() => Run("g++", ["-O2", "-std=c++17", Source(), "-ltorch_cpu", "-lc10", "-o", program]);

    /// <summary>Whether the tensors come from the system's libtorch, against which the C++ program is built.</summary>
    public static bool IsPossible => typeof(torch).Assembly.GetName().Name == "Ppl.Torch";

    public override string Name => "x + y on ten floats, to C++";

    public override double? Target => 1.4;

    public override PairedRatio Measure()
    {
        for (int i = 0; i < 3; i++) InCSharp();
        return PairedRatio.Measure(InCSharp, InCpp);
    }

    public override void Dispose()
    {
        x.Dispose();
        y.Dispose();
        File.Delete(program);
    }

    private double InCSharp()
    {
        double start = ThreadClock.Seconds();
        for (int i = 0; i < Repetitions; i++)
        {
            using Tensor sum = x + y;
        }
        return (ThreadClock.Seconds() - start) / Repetitions;
    }

    private double InCpp() => 1e-9 * double.Parse(Run(program, ["1"]), CultureInfo.InvariantCulture);

    private static string Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static string Source([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Ppl.Torch", "Native", "bench_add.cpp");
}
