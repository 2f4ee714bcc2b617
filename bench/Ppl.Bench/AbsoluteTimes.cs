using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Ppl.Infer;
using Summary = BenchmarkDotNet.Reports.Summary;

namespace Ppl.Bench;

/// <summary>Time and managed bytes of one step of each kind, by BenchmarkDotNet in this process.</summary>
public class AbsoluteTimes
{
    private GaussianStep gaussian = null!;
    private VaeStep vae = null!;
    private OptimizerStep adam = null!;
    private OptimizerStep torchAdam = null!;
    private AdamMemory memory = null!;

    [GlobalSetup]
    public void SetUp() =>
        (gaussian, vae, adam, torchAdam, memory) = (new(), new(), new(new Adam()), new(AdamToTorch.TorchAdam()), new());

    [GlobalCleanup]
    public void CleanUp()
    {
        foreach (IDisposable part in (IDisposable[])[gaussian, vae, adam, torchAdam, memory]) part.Dispose();
    }

    [Benchmark]
    public void Svi_step_of_the_Gaussian() => gaussian.A();

    [Benchmark]
    public void Gaussian_step_by_hand() => gaussian.B();

    [Benchmark]
    public void Svi_step_of_the_vae() => vae.A();

    [Benchmark]
    public void Vae_step_by_hand() => vae.B();

    [Benchmark]
    public void Adam() => adam.Run();

    [Benchmark]
    public void Torchs_Adam() => torchAdam.Run();

    [Benchmark]
    public void Reading_and_writing_once() => memory.ReadAndWriteOnce();

    [Benchmark]
    public void Copying() => memory.Copy();

    /// <summary>Measures, and writes the table; the log and the whole report go to <c>out/bench</c>.</summary>
    internal static void Write(TextWriter output, TextWriter progress)
    {
        progress.WriteLine("measuring: absolute times and allocated bytes, with BenchmarkDotNet, for about two minutes");
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithIterationCount(15).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .AddExporter(JsonExporter.Brief)
            .WithArtifactsPath(Path.Combine("out", "bench"));
        Summary summary = BenchmarkRunner.Run<AbsoluteTimes>(config);
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        output.WriteLine(table.GetLog());
    }
}
