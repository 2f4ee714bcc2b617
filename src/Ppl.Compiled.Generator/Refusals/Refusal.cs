using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>Something in the user's source that stands in the way of a copy.</summary>
/// <param name="Code">The code, which has a page under <c>docs/errors/</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The place in it.</param>
/// <param name="Lines">The same as lines and columns.</param>
/// <param name="Text">What is wrong, and what to change.</param>
internal sealed record Refusal(string Code, string Path, TextSpan Span, LinePositionSpan Lines, string Text)
{
    public Refusal(string code, Location place, string what, string hint)
        : this(code, place.SourceTree?.FilePath ?? "", place.SourceSpan, place.GetLineSpan().Span, $"{what}. Hint: {hint}.")
    {
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(Path, Span, Lines), Text);

    private DiagnosticDescriptor Descriptor => new(
        Code, "A program that cannot be compiled", "{0}", "Ppl.Compiled", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"docs/errors/{Code}.md");
}
