using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples.Tests;

/// <summary>Runs the program's entry in this process and keeps what it says.</summary>
internal sealed record Shell(int ExitCode, string Output, string Error)
{
    public static Task<Shell> Run(params string[] arguments) => Run(CommandLine.Examples, arguments);

    /// <summary>Likewise, with other examples; none may leave a tensor behind.</summary>
    public static async Task<Shell> Run(IReadOnlyList<ExampleCommand> examples, string[] arguments, CancellationToken cancel = default)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long tensors = Tensor.TotalCount;
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.Run(examples, arguments, output, error, cancel);
        Assert.That(Tensor.TotalCount, Is.LessThanOrEqualTo(tensors), "no tensor outlives the run");
        return new Shell(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs an example that must succeed, sees that its headline can be told, and reads its metrics.</summary>
    public static async Task<JsonObject> Metrics(TemporaryFolder folder, params string[] arguments)
    {
        Shell shell = await Run([.. arguments, "--out", folder.Path]);
        Assert.That(shell.ExitCode, Is.Zero, shell.Error);
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(folder["metrics.json"]))!.AsObject();
        AssertHeadline(CommandLine.Examples.Single(example => example.Name == arguments[0]).HeadlineOf(metrics));
        return metrics;
    }

    private static void AssertHeadline(Headline headline) => Assert.Multiple(() =>
    {
        Assert.That(headline.Figure, Is.Not.Empty);
        Assert.That(double.Parse(headline.Gave, CultureInfo.InvariantCulture), Is.Not.NaN);
    });

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
