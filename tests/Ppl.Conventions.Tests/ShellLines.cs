using System.Diagnostics;

namespace Ppl.Conventions.Tests;

/// <summary>Runs the shell lines of a page in an empty folder, where <c>./ppl</c> is the program of the examples.</summary>
internal static class ShellLines
{
    public static Result Run(string lines)
    {
        string folder = Directory.CreateTempSubdirectory("command").FullName;
        try
        {
            WriteProgram(Path.Combine(folder, "ppl"));
            var start = new ProcessStartInfo("/bin/sh")
            {
                ArgumentList = { "-c", lines },
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return new Result(process.ExitCode, output.Result, errors.Replace(folder, "", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteProgram(string path)
    {
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet \"{Path.Combine(AppContext.BaseDirectory, "Ppl.Examples.dll")}\" \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    internal sealed record Result(int ExitCode, string Output, string Errors);
}
