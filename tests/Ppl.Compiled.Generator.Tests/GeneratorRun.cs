using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator.Tests;

/// <summary>A project of a few lines, built as a compiler would build it, with the generator.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions Library = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error);

    private static readonly MetadataReference[] Eager =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Ppl.*.dll"))
            .DistinctBy(path => Path.GetFileName(path))
            .Where(path => !Path.GetFileName(path).Contains("Generator", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A few symbolic types, enough for the tests' programs.</summary>
    private static readonly MetadataReference Twin = Image("Ppl.Symbolic", Resource("Twin.cs"), Eager.Where(reference => !IsLibrary(reference)), Library.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
        .WithAliases(["Twin"]);

    private readonly CSharpCompilation compilation;
    private readonly CSharpCompilation output;

    private GeneratorRun(CSharpCompilation compilation)
    {
        this.compilation = compilation;
        Driver = NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out Microsoft.CodeAnalysis.Compilation built, out _);
        output = (CSharpCompilation)built;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The project's own source is the file Model.cs.</summary>
    public static GeneratorRun Of(string source, bool hasTwin = true, bool hasEngine = true, MetadataReference? library = null) => new(Project(source, hasTwin, hasEngine, library));

    /// <summary>What is refused: code, line and column, text.</summary>
    public IReadOnlyList<string> Refusals =>
    [
        .. Driver.GetRunResult().Diagnostics.Select(diagnostic => string.Create(CultureInfo.InvariantCulture,
            $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}:{diagnostic.Location.GetLineSpan().StartLinePosition.Character + 1} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")),
    ];

    /// <summary>What was generated.</summary>
    public IReadOnlyList<(string Name, string Text)> Files => [.. Driver.GetRunResult().Results.Single().GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString()))];

    /// <summary>The only generated file.</summary>
    public string Text => Files.Single().Text;

    /// <summary>What the compiler says of the project with what was generated; warnings are errors.</summary>
    public IReadOnlyList<string> Errors => [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];

    /// <summary>The reasons for which the steps of the generator ran, once the project's file has this text.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsAfter(string source)
    {
        CSharpCompilation changed = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Parse(source, "Model.cs"));
        return [.. Driver.RunGenerators(changed).GetRunResult().Results.Single().TrackedSteps[CompiledGenerator.CopiesStep].SelectMany(step => step.Outputs).Select(result => result.Reason)];
    }

    /// <summary>A library that a project may reference.</summary>
    public static PortableExecutableReference LibraryOf(string name, string source) => Image(name, $"{Resource("Usings.cs")}\n{source}", Eager, Library);

    private static CSharpCompilation Project(string source, bool hasTwin, bool hasEngine, MetadataReference? library)
    {
        MetadataReference[] references = [.. Eager.Where(reference => hasEngine || Path.GetFileName(reference.Display!) != "Ppl.Infer.dll"), .. hasTwin ? [Twin] : Array.Empty<MetadataReference>(), .. library is null ? Array.Empty<MetadataReference>() : [library]];
        SyntaxTree[] trees = [Parse(source, "Model.cs"), Parse(Resource("Usings.cs"), "Usings.cs")];
        return CSharpCompilation.Create("Project", trees, references, Library.WithSpecificDiagnosticOptions([new("CS8981", ReportDiagnostic.Suppress), new("CS8019", ReportDiagnostic.Suppress)]));
    }

    private static CSharpGeneratorDriver NewDriver() =>
        CSharpGeneratorDriver.Create([new CompiledGenerator().AsSourceGenerator()], parseOptions: Language, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source.ReplaceLineEndings("\n"), System.Text.Encoding.UTF8), Language, path);

    private static PortableExecutableReference Image(string name, string source, IEnumerable<MetadataReference> references, CSharpCompilationOptions options)
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(name, [Parse(source, $"{name}.cs")], references, options.WithSpecificDiagnosticOptions([new("CS8981", ReportDiagnostic.Suppress)])).Emit(image);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static bool IsLibrary(MetadataReference reference) =>
        Path.GetFileName(reference.Display!) is var file && (file.StartsWith("Ppl.", StringComparison.Ordinal) && file != "Ppl.Compiled.dll" || file.StartsWith("TorchSharp", StringComparison.Ordinal));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(GeneratorRun).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
