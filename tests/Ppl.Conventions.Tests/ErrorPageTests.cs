using System.Text.RegularExpressions;
using Ppl.Testing;

namespace Ppl.Conventions.Tests;

/// <summary>
/// A page under <c>docs/errors/</c> holds a program (or a command line) that fails, the very text that it fails with, and a mended program.
/// The text is golden: <c>PPL_UPDATE_GOLDEN=1</c> writes it anew.
/// </summary>
public sealed partial class ErrorPageTests
{
    private static readonly string[] Codes = [.. Files.Keys];

    /// <summary>The file that makes each code: at run time, or when a program that is to be compiled is built.</summary>
    private static SortedDictionary<string, string> Files => new(
        new[] { "src/Ppl.Core/Errors", "src/Ppl.Symbolic/Errors", BuildFolder }.SelectMany(folder => Repository.Files(folder, "PPL*.cs")).ToLookup(path => Path.GetFileName(path)[..6])
            .ToDictionary(files => files.Key, files => Repository.RelativePath(files.First())), StringComparer.Ordinal);

    /// <summary>The codes of the build, whose pages the tests of the generator run.</summary>
    private const string BuildFolder = "src/Ppl.Compiled.Generator/Refusals";

    private static readonly string[] Pages = [.. Repository.Files("docs/errors", "PPL*.md").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static IEnumerable<string> PagesWith(string language) => Pages.Where(code => Blocks(code)[0].Language == language && !Files[code].StartsWith(BuildFolder, StringComparison.Ordinal));

    private static IEnumerable<string> ProgramPages => PagesWith("csharp");

    private static IEnumerable<string> CommandPages => PagesWith("sh");

    [Test]
    public void Every_code_has_a_page_and_every_page_a_code() => Assert.That(Pages, Is.EqualTo(Codes));

    [Test]
    public void The_index_lists_every_page_with_its_title()
    {
        IEnumerable<string> rows = Pages.Select(code => $"| [{code}]({code}.md) | {File.ReadLines(PagePath(code)).First()[$"# {code}: ".Length..]} |");
        string[] index = ["# Error codes", "", "One code, one mistake. A page shows a program that fails, its text, and the mended program.", "", "| Code | Mistake |", "| --- | --- |", .. rows];
        Golden.CheckFile(string.Join('\n', [.. index, "", Untold()]), Repository.PathOf("docs/errors/README.md"));
    }

    [Test]
    public void A_code_that_no_run_tells_has_no_page() =>
        Assert.That(UntoldCode().Matches(Untold()).Select(match => match.Groups[1].Value), Is.Not.Empty.And.Unique.And.Ordered.And.All.Not.AnyOf(Pages));

    /// <summary>The second part of the index, which is written by hand.</summary>
    private static string Untold()
    {
        string index = File.ReadAllText(Repository.PathOf("docs/errors/README.md"));
        return index[index.IndexOf("## ", StringComparison.Ordinal)..];
    }

    [TestCaseSource(nameof(Codes))]
    public void A_code_is_made_in_its_own_file_alone(string code)
    {
        IEnumerable<string> files = Repository.Files("src", "*.cs").Where(path => MadeCode().Matches(File.ReadAllText(path)).Any(match => match.Groups[1].Value == code));
        Assert.That(files.Select(Repository.RelativePath), Is.EqualTo(new[] { Files[code] }));
    }

    [TestCaseSource(nameof(Pages))]
    public void A_page_bears_its_code_and_shows_the_mistake_its_text_and_the_mended_program(string code)
    {
        Assert.That(File.ReadAllText(PagePath(code)), Does.StartWith($"# {code}: "));
        Assert.That(Blocks(code).Select(block => block.Language), Is.EqualTo(new[] { "csharp", "text", "csharp" }).Or.EqualTo(new[] { "sh", "text", "sh" }));
    }

    [TestCaseSource(nameof(ProgramPages))]
    public void A_failing_program_fails_with_the_text_of_its_page(string code)
    {
        PplException exception = Assert.Throws<PplException>(() => new Snippet(Blocks(code)[0]).Run())!;
        Assert.That(exception.Code, Is.EqualTo(code));
        CheckText(Blocks(code)[1], exception.Message);
    }

    [TestCaseSource(nameof(ProgramPages))]
    public void A_mended_program_runs(string code) => Assert.DoesNotThrow(() => new Snippet(Blocks(code)[2]).Run());

    [TestCaseSource(nameof(CommandPages)), Platform(Include = "Linux,MacOsX", Reason = "The command lines are a shell's.")]
    public void A_failing_command_line_fails_with_the_text_of_its_page(string code)
    {
        ShellLines.Result result = ShellLines.Run(Blocks(code)[0].Text);
        Assert.That(result.Errors, Does.StartWith(code));
        CheckText(Blocks(code)[1], result.Errors);
        Assert.That(result.ExitCode, Is.EqualTo(1).Or.EqualTo(2));
    }

    private static void CheckText(MarkdownBlock block, string text)
    {
        if (Golden.IsUpdating) block.Replace(text);
        else Assert.That(text.TrimEnd(), Is.EqualTo(block.Text.TrimEnd()));
    }

    private static IReadOnlyList<MarkdownBlock> Blocks(string code) => MarkdownBlock.Of($"docs/errors/{code}.md");

    private static string PagePath(string code) => Repository.PathOf($"docs/errors/{code}.md");

    [GeneratedRegex("^\\| (PPL[0-9]{3}) \\|", RegexOptions.Multiline)]
    private static partial Regex UntoldCode();

    [GeneratedRegex("new(?: ErrorText)?\\(\"(PPL[0-9]{3})\"")]
    private static partial Regex MadeCode();
}
