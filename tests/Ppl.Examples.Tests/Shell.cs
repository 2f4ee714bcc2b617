using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

/// <summary>Runs the program's entry in this process and keeps what it says.</summary>
internal sealed record Shell(int ExitCode, string Output, string Error)
{
    public static async Task<Shell> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.Run(arguments, output, error);
        return new Shell(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs an example that must succeed, and reads its metrics.</summary>
    public static async Task<JsonObject> Metrics(TemporaryFolder folder, params string[] arguments)
    {
        Shell shell = await Run([.. arguments, "--out", folder.Path]);
        Assert.That(shell.ExitCode, Is.Zero, shell.Error);
        return JsonNode.Parse(File.ReadAllText(folder["metrics.json"]))!.AsObject();
    }

    /// <summary>One line, led by its code, no stack trace.</summary>
    public void AssertFailure(int exitCode, string code, string mistake)
    {
        Assert.Multiple(() =>
        {
            Assert.That(ExitCode, Is.EqualTo(exitCode));
            Assert.That(Error, Does.StartWith(code + " ").And.Contain(mistake).And.Contain("Hint: "));
            Assert.That(Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            Assert.That(Error, Does.Not.Contain("   at "));
        });
    }
}
