using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ppl.Generator;

/// <summary>The names that the copy has for things, all written out in full: of mirrored types those of the twin, of what is copied those of the copy, and of the rest their own.</summary>
/// <param name="twin">What is mirrored.</param>
/// <param name="root">The namespace that the copies are in.</param>
/// <param name="isCopied">Whether a type or member is copied.</param>
internal sealed class CopyNames(Twin twin, string root, Func<ISymbol, bool> isCopied)
{
    /// <summary>The type as the copy has it.</summary>
    public string Type(ITypeSymbol type) => Write(type, inCopy: true);

    /// <summary>The type as the user's source has it.</summary>
    public string Original(ITypeSymbol type) => Write(type, inCopy: false);

    /// <summary>The class whose static member this is.</summary>
    public string Owner(ISymbol member)
    {
        INamedTypeSymbol owner = member.ContainingType;
        while (!owner.CanBeReferencedByName && owner.ContainingType is { } outer) owner = outer;
        return Named(owner, inCopy: true, isCopy: isCopied(member));
    }

    /// <summary>The namespace that the copy of a class is in.</summary>
    public string Namespace(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace ? root : $"{root}.{Escaped(type.ContainingNamespace.ToDisplayString())}";

    public static string Escaped(string name) => string.Join(".", name.Split('.').Select(part => SyntaxFacts.GetKeywordKind(part) == SyntaxKind.None ? part : "@" + part));

    private string Write(ITypeSymbol type, bool inCopy)
    {
        string name = type switch
        {
            IArrayTypeSymbol array => WriteArray(array, inCopy),
            IPointerTypeSymbol pointer => Write(pointer.PointedAtType, inCopy) + "*",
            IDynamicTypeSymbol => "dynamic",
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value], IsUnboundGenericType: false } => Write(value, inCopy) + "?",
            INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: > 1 } elements } => $"({string.Join(", ", elements.Select(element => WriteElement(element, inCopy)))})",
            INamedTypeSymbol { SpecialType: not SpecialType.None, IsGenericType: false } special => special.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            INamedTypeSymbol named => Named(named, inCopy, inCopy && isCopied(named)),
            _ => type.Name,
        };
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? name + "?" : name;
    }

    private string WriteArray(IArrayTypeSymbol array, bool inCopy)
    {
        StringBuilder ranks = new();
        ITypeSymbol element = array;
        while (element is IArrayTypeSymbol inner)
        {
            ranks.Append('[').Append(',', inner.Rank - 1).Append(']');
            element = inner.ElementType;
            if (element is IArrayTypeSymbol { NullableAnnotation: NullableAnnotation.Annotated }) ranks.Append('?');
        }
        return Write(element, inCopy) + ranks;
    }

    private string WriteElement(IFieldSymbol element, bool inCopy) =>
        Write(element.Type, inCopy) + (element.IsExplicitlyNamedTupleElement ? $" {Escaped(element.Name)}" : "");

    private string Named(INamedTypeSymbol type, bool inCopy, bool isCopy)
    {
        string arguments = type.TypeArguments.IsEmpty ? ""
            : type.IsUnboundGenericType ? $"<{new string(',', type.TypeArguments.Length - 1)}>"
            : $"<{string.Join(", ", type.TypeArguments.Select(argument => Write(argument, inCopy)))}>";
        string name = Escaped(type.Name) + arguments;
        if (type.ContainingType is { } outer) return $"{Named(outer, inCopy, isCopy)}.{name}";
        if (isCopy) return $"global::{Namespace(type)}.{name}";
        string alias = inCopy && twin.Mirrors(type) ? Twin.Alias : "global";
        return type.ContainingNamespace.IsGlobalNamespace ? $"{alias}::{name}" : $"{alias}::{Escaped(type.ContainingNamespace.ToDisplayString())}.{name}";
    }
}
