using Ppl.Testing;

namespace Ppl.Conventions.Tests;

/// <summary><c>docs/distributions.md</c> is made of the code's documentation comments: <c>PPL_UPDATE_GOLDEN=1</c> writes it anew.</summary>
public sealed class DistributionPageTests
{
    private static readonly string[] Kinds = ["Continuous scalar", "Vectors and matrices", "Discrete", "Wrappers and points"];

    private static readonly string[] Head =
    [
        "# Distributions", "",
        "Made of the documentation comments in the code by a test, which also holds it to them. A distribution's formula is its `LogProb`, in nats;",
        "log is the natural logarithm. Arguments are numbers or tensors and broadcast; a constructor names what it refuses. Reparameterised draws",
        "carry gradients to the parameters; others are cut off from them. A draw of one number has the gradient of its quantile at a fixed probability, exact to",
        "rounding where no more is said. `Expand` widens a batch without laying out anything: it needs no class of its own. Examples name the arguments as Pyro does. How shapes go together is told in [shapes and plates](shapes-and-plates.md).", "",
    ];

    [Test]
    public void Every_distribution_has_what_its_section_needs()
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(DistributionSection.All().SelectMany(section => section.Missing()), Is.Empty);
    }

    [Test]
    public void The_page_is_the_one_that_the_code_makes()
    {
        using var scope = torch.NewDisposeScope();
        ILookup<string, DistributionSection> sections = DistributionSection.All().ToLookup(section => section.Kind);
        IEnumerable<string> contents = Kinds.Select(kind => $"- {kind}: {string.Join(", ", sections[kind].Select(section => $"[{section.Name}](#{section.Name.ToLowerInvariant()})"))}");
        IEnumerable<string> body = Kinds.SelectMany(kind => sections[kind].Select(section => section.Markdown()).Prepend($"## {kind}\n"));
        Golden.CheckFile(string.Join('\n', [.. Head, .. contents, "", .. body]), Repository.PathOf("docs/distributions.md"));
    }
}
