namespace Ppl.Conventions.Tests;

/// <summary>The programs of the page on modes, Laplace and Pathfinder run, and find what the page says.</summary>
public sealed class PathfinderPageTests
{
    [Test]
    public void The_programs_of_the_page_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/pathfinder.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
        Assert.That(outputs, Has.Length.EqualTo(3));
        Assert.That(outputs[0], Does.Match(@"^4 path\(s\), best bound -\d\.\d\d, 1000 draws of 4000, k-hat 0\.\d\d\n"));
        Assert.That(outputs[0], Does.Match(@"\nslope +1\.").And.Match(@"\nslope 1\.\d by weights, 1\.\d by chains$"));
        Assert.That(outputs[1].Split('\n'), Is.EqualTo(new[] { "rate 5.00, converged: True", "log rate 1.609 ± 0.224", "log evidence 0.0, k-hat below 0.7: True" }).Or.EqualTo(
            new[] { "rate 5.00, converged: True", "log rate 1.609 ± 0.224", "log evidence -0.0, k-hat below 0.7: True" }));
        Assert.That(outputs[2], Is.EqualTo("[2], evidence 1.00"));
    }
}
