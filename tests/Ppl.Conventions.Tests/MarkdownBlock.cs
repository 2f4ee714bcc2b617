using System.Text.RegularExpressions;

namespace Ppl.Conventions.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">Its path from the root.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">What stands between the fences.</param>
internal sealed partial record MarkdownBlock(string Page, int Line, string Language, string Text)
{
    /// <summary>The blocks of one page, in their order.</summary>
    public static IReadOnlyList<MarkdownBlock> Of(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        return [.. Fence().Matches(text).Select(match => new MarkdownBlock(page, 1 + text[..match.Index].Count(c => c == '\n'), match.Groups["language"].Value, match.Groups["text"].Value))];
    }

    /// <summary>Writes the text of this block anew.</summary>
    public void Replace(string text)
    {
        string path = Repository.PathOf(Page);
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        Match fence = Fence().Matches(page).Single(match => 1 + page[..match.Index].Count(c => c == '\n') == Line);
        Group old = fence.Groups["text"];
        File.WriteAllText(path, $"{page[..old.Index]}{text.TrimEnd()}\n{page[(old.Index + old.Length)..]}");
    }

    public override string ToString() => $"{Page}:{Line}";

    [GeneratedRegex("^```(?<language>\\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
