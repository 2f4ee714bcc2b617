using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework.Internal;

namespace Ppl.Testing;

/// <summary>Runs one test again, alone, in a process of its own.</summary>
internal static partial class OwnProcess
{
    private const string Variable = "PPL_TEST_IN_OWN_PROCESS";

    /// <summary>Whether this process was started for the one test that runs.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Runs the test, and waits for it.</summary>
    /// <returns>Zero if it ran and passed, and what the process wrote.</returns>
    public static (int ExitCode, string Output) Run(Test test)
    {
        string assembly = test.TypeInfo!.Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "test", assembly, "--filter", $"FullyQualifiedName={Escaped(test.FullName)}", "--logger", "console;verbosity=normal" },
            Environment = { [Variable] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        bool ran = output.Contains("Passed: 1", StringComparison.Ordinal);
        return (process.ExitCode == 0 && !ran ? 1 : process.ExitCode, output + errors.Result);
    }

    private static string Escaped(string name) => FilterOperators().Replace(name, "\\$0");

    [GeneratedRegex(@"[\\()&|=!~]")]
    private static partial Regex FilterOperators();
}
