using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

/// <summary>
/// Copies the programs that are marked <c>[Compiled]</c>, with what they need of the same project, against the symbolic tensors of the alias Twin, and
/// registers the copies. What cannot be copied is an error at its line.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CompiledGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose output is a class's copy: for those who watch what is made anew.</summary>
    public const string CopiesStep = "Copies";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GeneratedCopy?> copies = context.SyntaxProvider
            .ForAttributeWithMetadataName("Ppl.CompiledAttribute", static (_, _) => true, static (mark, cancel) => MarkedClass.Copy(mark, cancel))
            .WithTrackingName(CopiesStep);
        context.RegisterSourceOutput(copies, static (output, copy) =>
        {
            if (copy is null) return;
            foreach (Refusal refusal in copy.Refusals) output.ReportDiagnostic(refusal.ToDiagnostic());
            if (copy.Source is { } source) output.AddSource(copy.HintName, source);
        });
    }
}
