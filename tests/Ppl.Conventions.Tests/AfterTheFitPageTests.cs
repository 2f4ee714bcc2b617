namespace Ppl.Conventions.Tests;

public sealed class AfterTheFitPageTests
{
    [Test]
    public void The_programs_of_the_page_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/after-the-fit.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run())];
        Assert.That(outputs, Has.Length.EqualTo(3));
        Assert.That(outputs[0], Does.StartWith("y at x = 3: 6.").And.Contain("of the first draw: "));
        string[] lines = outputs[1].Split('\n');
        Assert.That(lines[0], Does.Match("k-hat (-|0.[0-4])"));
        Assert.That(lines[1], Does.Match("k-hat (0.[89]|1)"));
        Assert.That(lines[4], Does.StartWith("bound with 256 samples: "));
        Assert.That(outputs[2], Does.Match(@"^-5\.[456], exactly log B\(7, 3\) = -5\.5\n"));
    }
}
