using System.Diagnostics;

namespace Ppl.Examples.Tests;

/// <summary>The program as a process of its own, on one thread, which can be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ppl.Examples.dll"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["OMP_NUM_THREADS"] = "1" } };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Output = line.Data is null ? Output : [.. Output, line.Data];
        process.ErrorDataReceived += (_, line) => Errors += line.Data;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines that it has written.</summary>
    public IReadOnlyList<string> Output { get; private set; } = [];

    public string Errors { get; private set; } = "";

    /// <summary>Kills it as soon as something is so, or waits for its end; whether it was killed.</summary>
    public bool KillWhen(Func<bool> isSo)
    {
        while (!process.HasExited)
        {
            if (isSo())
            {
                process.Kill();
                process.WaitForExit();
                return true;
            }
            Thread.Sleep(1);
        }
        return false;
    }

    public void RequireSuccess()
    {
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, Errors);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
