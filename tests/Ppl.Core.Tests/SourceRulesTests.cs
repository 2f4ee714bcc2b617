using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Ppl.Core.Tests;

/// <summary>
/// Densities, transforms and constraints are written so that they compile a second time, against symbolic tensors: with the operators
/// listed in docs/torch.md and no others. What draws, reads numbers or calls native moments stands in the files named *.Sampling.cs.
/// </summary>
public sealed partial class SourceRulesTests
{
    private static readonly string[] operators =
    [
        "exp", "expm1", "log", "log1p", "sqrt", "pow", "square", "abs", "tanh", "sigmoid", "softplus", "lgamma", "digamma",
        "erf", "erfc", "atan2", "sin", "i0e", "i1e",
        "add", "addcmul", "clamp_min", "clamp_max", "masked_fill", "where", "sum", "logsumexp", "cumsum", "all",
        "matmul", "cholesky", "cholesky_ex", "solve_triangular", "qr",
        "unsqueeze", "squeeze", "reshape", "expand", "narrow", "cat", "stack", "unbind", "flip", "tril", "diagonal", "diag_embed", "gather", "index_select", "long",
        "zeros_like", "ones_like",
    ];

    /// <summary>These serve both copies from outside: the base class, what arguments have in common, the checks that read tensors, with what they say, and lists of values, which have a dtype.</summary>
    private static readonly string[] infrastructure = ["Distribution.cs", "Arguments.cs", "Check.cs", "Outside.cs", "EventNumbers.cs", "SupportLists.cs"];

    private static IEnumerable<string> Files =>
        new[] { "Distributions", "Transforms", "Constraints" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root(), folder), "*.cs"))
            .Where(path => !path.EndsWith(".Sampling.cs") && !infrastructure.Contains(Path.GetFileName(path)))
            .Select(path => Path.GetRelativePath(Root(), path)).Order();

    [TestCaseSource(nameof(Files))]
    public void A_density_uses_the_listed_operators_only(string file)
    {
        IEnumerable<string> used = TensorCall().Matches(Code(file)).Select(call => call.Groups[1].Value).Distinct();
        Assert.That(used.Except(operators), Is.Empty);
    }

    [TestCaseSource(nameof(Files))]
    public void A_density_reads_no_numbers_names_no_dtype_and_keeps_no_tensor(string file) =>
        Assert.That(Forbidden().Matches(Code(file)).Select(match => match.Value), Is.Empty);

    [Test]
    public void The_list_is_the_one_in_the_documentation()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "..", "..", "docs", "torch.md"));
        string section = page[page.IndexOf("## The closed list of operators", StringComparison.Ordinal)..];
        IEnumerable<string> rows = section.Split('\n').Where(line => line.StartsWith('|'));
        Assert.That(rows.SelectMany(row => Documented().Matches(row)).Select(match => match.Groups[1].Value), Is.EquivalentTo(operators));
    }

    /// <summary>The source without comments and texts.</summary>
    private static string Code(string file) => CommentOrText().Replace(File.ReadAllText(Path.Combine(Root(), file)), "");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Ppl.Core"));

    /// <summary>Tensor members are in lower case, ours are not.</summary>
    [GeneratedRegex(@"\.@?([a-z]\w*)\s*\(")]
    private static partial Regex TensorCall();

    [GeneratedRegex(@"\.(item|data|shape|dtype|device|grad)\b|\b\w+_\(|\busing (var|\()|\bstatic readonly Tensor\b|\b(ScalarType|Device|DisposeScope)\b|\bd(type|evice):|\((double|float|long|int|bool)\)\s*[a-z]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Documented();

    [GeneratedRegex(@"//[^\n]*|\$?""(?:[^""\\]|\\.)*""")]
    private static partial Regex CommentOrText();
}
