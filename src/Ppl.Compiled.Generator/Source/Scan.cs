using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>A change of the text on its way into the copy.</summary>
/// <param name="Span">What is replaced; empty for an insertion.</param>
/// <param name="Text">What takes its place, once it is known what is copied.</param>
internal sealed record Edit(TextSpan Span, Func<CopyNames, string> Text);

/// <summary>What a piece of source names, what must change in its copy, and what stands in the copy's way.</summary>
internal sealed class Scan
{
    /// <summary>The symbols that the text names or implies, each with its place.</summary>
    public List<(ISymbol Symbol, SyntaxNode Place)> References { get; } = [];

    public List<Edit> Edits { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    /// <summary>The static classes whose extensions are called as if they were members.</summary>
    public HashSet<INamedTypeSymbol> Extensions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether mirrored types are mentioned or used.</summary>
    public bool TouchesTwin { get; set; }

    /// <summary>Whether it performs effects by itself.</summary>
    public bool PerformsEffects { get; set; }
}
