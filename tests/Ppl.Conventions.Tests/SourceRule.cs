using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Conventions.Tests;

/// <summary>Something that the sources of some folders must not say.</summary>
/// <param name="Name">The rule, as a sentence.</param>
/// <param name="Folders">Where it holds.</param>
/// <param name="Allowed">Where it does not hold, as beginnings of paths.</param>
/// <param name="Violation">What must not be said.</param>
/// <param name="Example">A statement, or directives, without the last semicolon, that break the rule.</param>
internal sealed record SourceRule(string Name, string[] Folders, string[] Allowed, Func<SyntaxNode, bool> Violation, string Example)
{
    private static readonly string[] Libraries = ["src/Ppl.Core", "src/Ppl.Handlers", "src/Ppl.Infer", "src/Ppl.Testing"];
    private static readonly string[] Everything = ["src", "tests", "bench"];
    private static readonly string[] AllButTheTensorLayer = [.. Libraries, "src/Ppl.Examples"];

    public static IReadOnlyList<SourceRule> All { get; } =
    [
        new("No reduction over a literal 0, which TorchSharp takes for a dtype", Everything, [],
            node => node is InvocationExpressionSyntax { ArgumentList.Arguments: [{ NameColon: null, Expression: LiteralExpressionSyntax { Token.Value: 0 } }, ..] } call
                && MemberName(call) is "sum" or "prod", "x.sum(0)"),
        new("TorchSharp is named only by adapters", AllButTheTensorLayer, ["src/Ppl.Core/Lifetimes/TensorScope.cs", "src/Ppl.Core/Parameters/", "src/Ppl.Infer/Optimizers/TorchOptimizer.cs", "src/Ppl.Examples/Vae/VaeNetworks.cs"],
            node => node is IdentifierNameSyntax { Identifier.Text: "TorchSharp" }, "TorchSharp.torch.zeros(1)"),
        new("TorchSharp.Modules, which has a Normal and an Adam of its own, is not imported beside ours", Everything, [],
            node => node is UsingDirectiveSyntax { Alias: null, Name: var imported, Parent: CompilationUnitSyntax source } && imported?.ToString() == "TorchSharp.Modules"
                && source.Usings.Any(other => other.Name?.ToString() is "Ppl.Distributions" or "Ppl.Infer"),
            "using Ppl.Distributions; using TorchSharp.Modules"),
        new("Tensor scopes are opened through TensorScope", AllButTheTensorLayer, ["src/Ppl.Core/Lifetimes/"],
            node => node is IdentifierNameSyntax { Identifier.Text: "NewDisposeScope" }, "torch.NewDisposeScope()"),
        new("The view that elements are read through is freed", AllButTheTensorLayer, [],
            node => node is GenericNameSyntax { Identifier.Text: "data" } && node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { UsingKeyword.Text: "using" },
            "double[] numbers = x.data<double>().ToArray()"),
        new("Nothing seeds torch's global generator", AllButTheTensorLayer, [],
            node => node is MemberAccessExpressionSyntax { Name.Identifier.Text: "manual_seed", Expression: var owner } && owner.ToString() is "torch" or "torch.random" or "torch.cuda",
            "torch.manual_seed(1)"),
        new("No distribution of torch's", AllButTheTensorLayer, [],
            node => node is MemberAccessExpressionSyntax { Name.Identifier.Text: "distributions" }, "torch.distributions.Normal(0, 1)"),
        new("No sampler that takes no generator", AllButTheTensorLayer, [],
            node => node is IdentifierNameSyntax { Identifier.Text: "rand_like" or "randn_like" or "randint_like" or "dropout" }, "torch.randn_like(x)"),
        new("The default dtype is never set", Everything, ["src/Ppl.Torch/", "tests/Ppl.Torch.Tests/"],
            node => node is IdentifierNameSyntax { Identifier.Text: "set_default_dtype" }, "torch.set_default_dtype(torch.float64)"),
        new("No test passes without a check", ["tests"], [],
            node => node is MemberAccessExpressionSyntax { Name.Identifier.Text: "Pass", Expression: IdentifierNameSyntax { Identifier.Text: "Assert" } }, "Assert.Pass()"),
        new("A library writes to no console", [.. Libraries, "src/Ppl.Torch"], [],
            node => node is IdentifierNameSyntax { Identifier.Text: "Console" }, "Console.WriteLine(1)"),
    ];

    public IEnumerable<string> Violations(SyntaxTree source) =>
        source.GetRoot().DescendantNodes(descendIntoTrivia: false).Where(Violation)
            .Select(node => $"{Repository.RelativePath(source.FilePath)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {(node is UsingDirectiveSyntax ? node : node.Parent)}");

    public override string ToString() => Name;

    private static string? MemberName(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text;
}
