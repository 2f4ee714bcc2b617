namespace Ppl.Conventions.Tests;

/// <summary>The programs of the page on Markov chain Monte Carlo run, and find what the page says.</summary>
public sealed class McmcPageTests
{
    [Test]
    public void The_programs_of_the_page_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/mcmc.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
        Assert.That(outputs, Has.Length.EqualTo(4));
        Assert.That(outputs[0], Does.Match(@"^4 chains of 300 draws, [0-9] divergent, [0-9]+ leapfrogs\n(Good|[12] findings?): 4 chains of 300 draws: R-hat at most 1\.0"));
        Assert.That(outputs[0], Does.Match(@"\nmu +[345]\.").And.Match(@"\n4 chains of 300, largest tau [0-9]+$"));
        Assert.That(outputs[1], Does.Match(@"^low, high: depth [1-9] at most; share: accepted 0\.[345]$"));
        Assert.That(outputs[2], Is.EqualTo("100 draws, then 200"));
        Assert.That(outputs[3], Is.EqualTo("100 draws, the same: True"));
    }
}
