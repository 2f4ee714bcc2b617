namespace Ppl.Examples.Tests;

public sealed class ModelTextTests
{
    [TestCase(nameof(GaussianModel), "Numbers")]
    [TestCase(nameof(HmmModel), "Sequences", "Chains")]
    [TestCase(nameof(MixtureModel), "Points", "Normals")]
    [TestCase(nameof(RadonModels), "Centred", "NonCentred", "Expected", "Measure")]
    [TestCase(nameof(SchoolsModels), "Centred", "NonCentred")]
    [TestCase(nameof(Lda), "Model", "Guide")]
    [TestCase(nameof(Vae), "Model", "Guide")]
    public void The_members_of_an_example_are_found(string example, params string[] members)
    {
        string text = ModelText.Of(example, members).ToString();
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith("/// <summary>").And.Contain("Sample("));
            foreach (string member in members) Assert.That(text, Does.Contain($" {member}"));
            Assert.That(text, Does.Not.Contain("Run("));
            Assert.That(text.Split('\n').Where(line => line.Length > 0 && line[0] == ' '), Is.Empty.Or.All.StartsWith("    "));
        });
    }

    [Test]
    public void A_model_of_one_class_stands_before_a_guide_of_another()
    {
        ModelText model = ModelText.Of(nameof(GaussianModel), "Numbers"), guide = ModelText.Of(nameof(Gaussian), "Guide");
        Assert.That(model.Then(guide).ToString(), Is.EqualTo($"{model}\n\n{guide}"));
    }

    [TestCase(nameof(Gaussian), "NoSuchMember")]
    [TestCase("NoSuchExample", "Model")]
    public void What_is_missing_is_an_error(string example, string member) =>
        Assert.Throws<InvalidOperationException>(() => ModelText.Of(example, member));

    [Test]
    public void Words_are_told_apart_by_the_syntax_tree()
    {
        ModelText text = ModelText.Of(nameof(GaussianModel), "Numbers");
        IEnumerable<string> Of(TokenKind kind) => text.Tokens.Where(token => token.Kind == kind).Select(token => token.Text.Trim());
        Assert.Multiple(() =>
        {
            Assert.That(Of(TokenKind.Keyword), Is.SupersetOf(new[] { "public", "static", "void", "new", "using" }));
            Assert.That(Of(TokenKind.Text), Is.SupersetOf(new[] { "\"mu\"", "\"variance\"", "\"x\"" }));
            Assert.That(Of(TokenKind.Number), Is.EqualTo(new[] { "1", "0" }));
            Assert.That(Of(TokenKind.Comment), Has.Some.Contains("mu ~ Normal"));
            Assert.That(Of(TokenKind.Plain), Has.Member("Sample").And.Member("Plate"));
        });
    }
}
