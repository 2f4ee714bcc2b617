using System.Text.RegularExpressions;

namespace Ppl.Conventions.Tests;

public sealed partial class DocumentationTests
{
    private static readonly string[] Pages = [.. Repository.Files("docs", "*.md").Select(Repository.RelativePath), "README.md"];

    private static IEnumerable<TestCaseData> CSharpBlocks =>
        Pages.SelectMany(MarkdownBlock.Of).Where(block => block.Language == "csharp").Select(block => new TestCaseData(block).SetArgDisplayNames(block.ToString()));

    [TestCaseSource(nameof(CSharpBlocks))]
    public void A_block_compiles(object block) => Assert.That(new Snippet((MarkdownBlock)block).Errors(), Is.Empty);

    [Test]
    public void A_block_that_calls_what_does_not_exist_is_found() =>
        Assert.That(new Snippet(new MarkdownBlock("page.md", 10, "csharp", "int a = 1;\nNoSuchThing(a);\n")).Errors(), Is.EqualTo(new[] { "page.md:12: The name 'NoSuchThing' does not exist in the current context" }));

    [Test]
    public void The_first_model_of_the_README_finds_the_mean_and_the_scale()
    {
        string output = new Snippet(MarkdownBlock.Of("README.md").First(block => block.Language == "csharp")).Run();
        double[] numbers = [.. Number().Matches(output).Select(match => double.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.That(numbers, Is.EqualTo(new[] { 3.0, 2.0 }).Within(0.3));
    }

    [Test]
    public void The_programs_of_the_page_on_checkpoints_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/checkpoints.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run())];
        Assert.That(outputs, Has.Length.EqualTo(2));
        Assert.That(outputs[0], Does.StartWith("s: positive [] = "));
        Assert.That(outputs[1], Does.StartWith("after epoch 7: "));
    }

    [Test]
    public void The_programs_of_the_page_on_handlers_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/handlers.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().TrimEnd())];
        Assert.That(outputs, Is.EqualTo(new[]
        {
            "P(y | do(x = 1)) = 0.60, P(y | x = 1) = 0.84",
            "shape [20000, 7], mean 2.0",
            "mean, scale",
            "schools/centre\nschools/groups\nschools/level\ntowns/centre\ntowns/groups\ntowns/level\nsum",
            "0: 0.7500\n1 0: 0.1875\n1 1 0: 0.0469\n1 1 1: 0.0156",
            "mu: log p = -0.919\ny: log p = -0.709",
        }));
    }

    [Test]
    public void A_handler_of_ones_own_takes_fewer_than_15_lines()
    {
        string text = MarkdownBlock.Of("docs/handlers.md").Last(block => block.Language == "csharp").Text;
        string[] classes = text.Split("/// <summary>")[1..];
        Assert.That(classes, Has.Length.EqualTo(2));
        Assert.That(classes.Select(handler => handler.TrimEnd().Split('\n').Length), Has.All.LessThan(15));
    }

    [Test]
    public void The_programs_of_the_page_on_optimizers_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/optimizers.md").Where(block => block.Language == "csharp").Take(5).Select(block => new Snippet(block).Run().Trim())];
        Assert.That(outputs[0], Is.EqualTo("bias 2.000, scale 3.000"));
        Assert.That(outputs[1], Is.EqualTo(FormattableString.Invariant($"{Math.Pow(0.5, 4)}")));
        Assert.That(outputs[3], Does.StartWith("converged: value "));
        Assert.That(outputs[4], Is.EqualTo("Converged at 1.000000, 1.000000"));
    }

    [Test]
    public void The_programs_of_the_page_on_bounds_of_many_draws_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/multi-sample-bounds.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
        double First(int block) => double.Parse(Number().Match(outputs[block]).Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(outputs, Has.Length.EqualTo(4));
        Assert.That(First(0), Is.InRange(10, 15), "20 pixels that are noise cost 14 nats");
        Assert.That(outputs[1], Does.StartWith("logits: real [4] = "));
        Assert.That(outputs[2], Does.StartWith("slope: real [] = 0.4").Or.StartWith("slope: real [] = 0.5"));
        Assert.That(First(3), Is.EqualTo(0.5).Within(0.15));
    }

    [Test]
    public void The_programs_of_the_page_on_gradient_estimators_run()
    {
        string[] outputs = [.. MarkdownBlock.Of("docs/gradient-estimators.md").Where(block => block.Language == "csharp").Select(block => new Snippet(block).Run().Trim())];
        Assert.That(outputs, Has.Length.EqualTo(5).And.All.Not.Empty.And.All.Not.Contains("NaN"));
    }

    [TestCaseSource(nameof(Pages))]
    public void A_link_to_a_file_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        IEnumerable<string> dead = Link().Matches(File.ReadAllText(Repository.PathOf(page))).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)));
        Assert.That(dead, Is.Empty);
    }

    [GeneratedRegex("""\]\(([^)#]+)[^)]*\)""")]
    private static partial Regex Link();

    [GeneratedRegex("""-?\d+\.\d+""")]
    private static partial Regex Number();
}
