using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ppl.Testing;

namespace Ppl.Conventions.Tests;

/// <summary>The public API is a checked-in text, so that each change of it is seen.</summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat MemberFormat = new(
        genericsOptions: TypeFormat.GenericsOptions,
        typeQualificationStyle: TypeFormat.TypeQualificationStyle,
        miscellaneousOptions: TypeFormat.MiscellaneousOptions,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis);

    [TestCase("Ppl.Compiled")]
    [TestCase("Ppl.Core")]
    [TestCase("Ppl.Handlers")]
    [TestCase("Ppl.Infer")]
    public void The_public_API_is_the_one_that_is_listed(string library) =>
        Golden.Check(string.Join("\n", PublicTypes(library).SelectMany(Lines)), library);

    private static IEnumerable<INamedTypeSymbol> PublicTypes(string library)
    {
        var compilation = CSharpCompilation.Create("Listing", references: Snippet.References);
        IAssemblySymbol assembly = compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>().Single(symbol => symbol.Name == library);
        return Types(assembly.GlobalNamespace).Where(type => IsVisible(type) && type.CanBeReferencedByName).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol inner => Types(inner),
        INamedTypeSymbol type => Types(type).Prepend(type),
        _ => [],
    });

    private static IEnumerable<string> Lines(INamedTypeSymbol type) =>
        type.GetMembers().Where(IsListed)
            .Select(member => "    " + member.ToDisplayString(MemberFormat)).Order(StringComparer.Ordinal)
            .Prepend(Header(type));

    private static string Header(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Delegate } => "delegate",
            { TypeKind: TypeKind.Struct } => type.IsRefLikeType ? "ref struct" : "struct",
            { TypeKind: TypeKind.Enum } => "enum",
            { TypeKind: TypeKind.Interface } => "interface",
            { IsStatic: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        IEnumerable<INamedTypeSymbol> interfaces = type.Interfaces.Where(IsVisible);
        IEnumerable<INamedTypeSymbol> parents = type.BaseType is { SpecialType: SpecialType.None } parent ? interfaces.Prepend(parent) : interfaces;
        string[] names = [.. parents.Select(named => named.ToDisplayString(TypeFormat))];
        return $"{kind} {type.ContainingNamespace.ToDisplayString()}.{type.ToDisplayString(TypeFormat)}{(names.Length == 0 ? "" : " : " + string.Join(", ", names))}";
    }

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static bool IsListed(ISymbol member) => IsVisible(member) && member switch
    {
        INamedTypeSymbol => false,
        IMethodSymbol method => method.AssociatedSymbol is null && !IsWrittenByTheCompiler(method),
        _ => true,
    };

    private static bool IsWrittenByTheCompiler(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(System.Runtime.CompilerServices.CompilerGeneratedAttribute));
}
