namespace Ppl.Conventions.Tests;

public sealed class DiagnosticsPageTests
{
    [Test]
    public void The_programs_of_the_page_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/diagnostics.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
        TestContext.Out.WriteLine(string.Join("\n\n", outputs));
        Assert.That(outputs, Has.Length.EqualTo(4));
        Assert.That(outputs[0], Does.Match("mcse +ess bulk +ess tail +r-hat\nx ").And.Contain("\nGood: 4 chains of 4000 draws: ").And.Contain("\n- R-hat above 1.01 for 1 of 1 numbers, x ("));
        Assert.That(outputs[1], Does.Match("^elpd by PSIS-LOO -[0-9.]+ ± .*\nk-hat is above 0.70 for [12] of 14 observations").And.Match("\"heavy tails\" predicts better than \"normal\"|\"heavy tails\" may predict better than \"normal\""));
        Assert.That(outputs[2], Does.Match("^mu: [0-9 ]+$"));
        Assert.That(outputs[3], Is.EqualTo("mu: 4 draws of []\neffect: 4 draws of [2]\n0.4,7,8"));
    }
}
