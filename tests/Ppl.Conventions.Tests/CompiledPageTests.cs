using Ppl.Testing;

namespace Ppl.Conventions.Tests;

/// <summary>The programs of the page on compiled densities run as it says. <c>PPL_UPDATE_GOLDEN=1</c> writes the generated code that it shows anew.</summary>
public sealed class CompiledPageTests
{
    private static readonly MarkdownBlock[] Blocks = [.. MarkdownBlock.Of("docs/compiled.md")];

    private static MarkdownBlock[] Programs => [.. Blocks.Where(block => block.Language == "csharp")];

    [Test]
    public void The_first_program_is_compiled_and_finds_the_schools()
    {
        string output = new Snippet(Programs[0]).Run();
        Assert.That(output, Does.StartWith("Compiled, 4000 draws\n"));
        Assert.That(output, Does.Match(@"\nmu +4\.").And.Match(@"\ntau +3\."));
    }

    [Test]
    public void The_code_of_a_density_is_as_it_is_shown()
    {
        Assert.That(Programs, Has.Length.EqualTo(2));
        string output = new Snippet(Programs[1]).Run().TrimEnd();
        MarkdownBlock shown = Blocks.Single(block => block.Language == "text");
        if (Golden.IsUpdating) shown.Replace(output);
        else Assert.That(output, Is.EqualTo(shown.Text.TrimEnd()));
    }

    [Test]
    public void Every_code_of_what_is_refused_is_told()
    {
        string page = File.ReadAllText(Repository.PathOf("docs/compiled.md"));
        Assert.That(Repository.Files("docs/errors", "PPL4*.md").Select(path => Path.GetFileNameWithoutExtension(path)), Has.All.Matches<string>(code => page.Contains($"| [{code}](errors/{code}.md) |", StringComparison.Ordinal)));
    }
}
