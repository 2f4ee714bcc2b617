using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ppl.Generator;

namespace Ppl.Conventions.Tests;

/// <summary>A C# block of the documentation, compiled as a reader would: implicit usings, those of a file that uses Ppl, and the generator of compiled densities.</summary>
internal sealed class Snippet(MarkdownBlock block)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Ppl;
        global using Ppl.Distributions;
        global using Ppl.Handlers;
        global using Ppl.Infer;
        global using TorchSharp;
        global using static Ppl.Primitives;
        global using Tensor = TorchSharp.torch.Tensor;
        """;

    private static readonly SyntaxTree UsingsTree = Repository.Parse(Usings, "Usings.cs");

    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Ppl.*.dll"))
            .DistinctBy(path => Path.GetFileName(path))
            .Where(path => Path.GetFileName(path) != "Ppl.Compiled.Generator.dll")
            .Select(Reference),
    ];

    /// <summary>The twin of the libraries has their names, and so an alias.</summary>
    private static MetadataReference Reference(string path) =>
        MetadataReference.CreateFromFile(path, Path.GetFileName(path) == "Ppl.Symbolic.dll" ? new MetadataReferenceProperties(aliases: ["Twin"]) : default);

    private readonly SyntaxTree tree = Repository.Parse(block.Text, block.ToString());

    /// <summary>What the compiler holds against the block; what the generator refuses of it has pages of its own.</summary>
    public IEnumerable<string> Errors() => Located(Compile(out _).GetDiagnostics());

    /// <summary>Runs the block as a program.</summary>
    /// <returns>What it wrote to the console.</returns>
    public string Run()
    {
        using var image = new MemoryStream();
        CSharpCompilation compilation = Compile(out IReadOnlyList<Diagnostic> refusals);
        Assert.That(Located([.. refusals, .. compilation.Emit(image).Diagnostics]), Is.Empty);
        MethodInfo main = Assembly.Load(image.ToArray()).EntryPoint ?? throw new InvalidOperationException($"{block} has no statement to run");
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
            return output.ToString();
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    /// <summary>The block with the copies of its programs that are marked.</summary>
    private CSharpCompilation Compile(out IReadOnlyList<Diagnostic> refusals)
    {
        var block = CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}", [UsingsTree, tree], References,
            new CSharpCompilationOptions(HasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new CompiledGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)tree.Options)
            .RunGeneratorsAndUpdateCompilation(block, out Microsoft.CodeAnalysis.Compilation whole, out var found);
        refusals = found;
        return (CSharpCompilation)whole;
    }

    private bool HasStatements => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    private IEnumerable<string> Located(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic =>
        $"{block.Page}:{block.Line + 1 + diagnostic.Location.GetLineSpan().StartLinePosition.Line}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
}
