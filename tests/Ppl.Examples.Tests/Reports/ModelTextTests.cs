namespace Ppl.Examples.Tests;

public sealed class ModelTextTests
{
    [TestCase(nameof(Gaussian))]
    [TestCase(nameof(Lda))]
    [TestCase(nameof(Vae))]
    public void The_model_and_the_guide_of_an_example_are_found(string example)
    {
        string text = ModelText.Of(example, "Model", "Guide").ToString();
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith("/// <summary>").And.Contain(" Model").And.Contain(" Guide").And.Contain("Sample("));
            Assert.That(text, Does.Not.Contain("Run("));
            Assert.That(text.Split('\n').Where(line => line.Length > 0 && line[0] == ' '), Is.Empty.Or.All.StartsWith("    "));
        });
    }

    [TestCase(nameof(Gaussian), "NoSuchMember")]
    [TestCase("NoSuchExample", "Model")]
    public void What_is_missing_is_an_error(string example, string member) =>
        Assert.Throws<InvalidOperationException>(() => ModelText.Of(example, member));

    [Test]
    public void Words_are_told_apart_by_the_syntax_tree()
    {
        ModelText text = ModelText.Of(nameof(Gaussian), "Model");
        IEnumerable<string> Of(TokenKind kind) => text.Tokens.Where(token => token.Kind == kind).Select(token => token.Text.Trim());
        Assert.Multiple(() =>
        {
            Assert.That(Of(TokenKind.Keyword), Is.SupersetOf(new[] { "private", "void", "new", "using" }));
            Assert.That(Of(TokenKind.Text), Is.SupersetOf(new[] { "\"mu\"", "\"variance\"", "\"x\"" }));
            Assert.That(Of(TokenKind.Number), Is.EqualTo(new[] { "1", "0" }));
            Assert.That(Of(TokenKind.Comment), Has.Some.Contains("mu ~ Normal"));
            Assert.That(Of(TokenKind.Plain), Has.Member("Sample").And.Member("Plate"));
        });
    }
}
