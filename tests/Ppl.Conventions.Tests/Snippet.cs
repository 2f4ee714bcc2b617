using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Conventions.Tests;

/// <summary>A C# block of the documentation, compiled as a reader would: implicit usings, and those of a file that uses Ppl.</summary>
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
            .Select(Reference),
    ];

    /// <summary>The twin of the libraries has their names, and so an alias.</summary>
    private static MetadataReference Reference(string path) =>
        MetadataReference.CreateFromFile(path, Path.GetFileName(path) == "Ppl.Symbolic.dll" ? new MetadataReferenceProperties(aliases: ["Twin"]) : default);

    private readonly SyntaxTree tree = Repository.Parse(block.Text, block.ToString());

    /// <summary>What the compiler holds against the block.</summary>
    public IEnumerable<string> Errors() => Compile().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Located);

    /// <summary>Runs the block as a program.</summary>
    /// <returns>What it wrote to the console.</returns>
    public string Run()
    {
        using var image = new MemoryStream();
        Assert.That(Compile().Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Located), Is.Empty);
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

    private CSharpCompilation Compile() => CSharpCompilation.Create(
        $"Snippet{Guid.NewGuid():N}", [UsingsTree, tree], References,
        new CSharpCompilationOptions(HasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private bool HasStatements => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    private string Located(Diagnostic diagnostic) =>
        $"{block.Page}:{block.Line + 1 + diagnostic.Location.GetLineSpan().StartLinePosition.Line}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
}
