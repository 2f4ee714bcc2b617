using Ppl.Conventions.Tests;
using Ppl.Testing;

namespace Ppl.Generator.Tests;

/// <summary>A page on a code of the build holds a program that is refused, the very text, and a mended program that is copied. <c>PPL_UPDATE_GOLDEN=1</c> writes the text anew.</summary>
public sealed class RefusalPageTests
{
    private static IEnumerable<string> Codes => Repository.Files("src/Ppl.Compiled.Generator/Refusals", "PPL*.cs").Select(path => Path.GetFileName(path)[..6]);

    [TestCaseSource(nameof(Codes))]
    public void A_program_is_refused_with_the_text_of_its_page(string code)
    {
        MarkdownBlock[] blocks = [.. MarkdownBlock.Of($"docs/errors/{code}.md")];
        IReadOnlyList<string> refusals = Run(blocks[0], hasTwin: code != "PPL423").Refusals;
        Assert.That(refusals, Has.All.StartsWith(code).And.Not.Empty);
        string text = string.Join('\n', refusals);
        if (Golden.IsUpdating) blocks[1].Replace(text);
        else Assert.That(text, Is.EqualTo(blocks[1].Text.TrimEnd()));
    }

    [TestCaseSource(nameof(Codes))]
    public void A_mended_program_is_copied(string code)
    {
        GeneratorRun run = Run(MarkdownBlock.Of($"docs/errors/{code}.md")[2], hasTwin: true);
        Assert.That(run.Refusals, Is.Empty);
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Files, Has.Count.EqualTo(1));
    }

    private static GeneratorRun Run(MarkdownBlock block, bool hasTwin) => GeneratorRun.Of(block.Text, hasTwin);
}
