namespace Ppl.Conventions.Tests;

/// <summary>The programs of the pages on variational inference run, and find what their pages say.</summary>
public sealed class SviPageTests
{
    [Test]
    public void A_first_fit_finds_the_posterior_and_a_guide_that_writes_itself_ends_by_itself()
    {
        string[] outputs = Outputs("docs/svi-first-fit.md");
        Assert.That(outputs[0], Is.EqualTo("mean 0.53, sd 0.09; exactly 0.53 and 0.09"));
        Assert.That(outputs[1], Does.StartWith("Converged after ").And.Contain("slope 1.5").And.Contain("level -0.5"));
        TestContext.Out.WriteLine(outputs[1]);
    }

    [Test]
    public void Rows_are_independent_and_minibatches_find_what_all_rows_say()
    {
        string[] outputs = Outputs("docs/svi-minibatches.md");
        Assert.That(outputs[0], Is.EqualTo("-7.452278 = -7.452278"));
        Assert.That(outputs[1], Does.Match("^mu 3.0, sigma 2.0$"));
        Assert.That(outputs[2], Does.Match("^scale (0.[89]|1.0)\nscale (0.[89]|1.0)$"));
    }

    [Test]
    public void What_helps_a_fit_helps()
    {
        string[] outputs = Outputs("docs/svi-convergence.md");
        Assert.That(outputs[0].Split('\n')[^1], Does.Match("^-42[23].[0-9]"));
        Assert.That(outputs[1], Does.Match("^best bound -1[0-9] of seed"));
        Assert.That(outputs[2], Does.Match("^centred: .*k-hat 0.[6-9].*\nnon-centred: .*k-hat (-|0.[0-5])"));
    }

    private static string[] Outputs(string page) =>
        [.. MarkdownBlock.Of(page).Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
}
