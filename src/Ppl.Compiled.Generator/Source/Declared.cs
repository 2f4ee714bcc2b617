using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>A type or member of the project's own source: what is copied in one piece, or not at all. Of a type, the head alone; its members are pieces of their own.</summary>
internal sealed class Declared(ISymbol symbol, IReadOnlyList<SyntaxNode> declarations, Scan scan)
{
    public ISymbol Symbol { get; } = symbol;

    /// <summary>In the order of their files and places. Of a field, its declarator.</summary>
    public IReadOnlyList<SyntaxNode> Declarations { get; } = declarations;

    public Scan Scan { get; } = scan;

    /// <summary>What it names of the project's own source, each with the places.</summary>
    public List<(Declared Target, SyntaxNode Place)> Targets { get; } = [];

    /// <summary>Whether it is written in terms of mirrored types, or of what is.</summary>
    public bool IsSymbolic { get; set; }

    /// <summary>A type whose instances hold something: all but static classes, whose members are copied one by one.</summary>
    public bool IsType => Symbol is INamedTypeSymbol { IsStatic: false } && !IsExtensionBlock;

    /// <summary>The members of a type that a copy cannot leave out.</summary>
    public List<Declared> Parts { get; } = [];

    public bool IsExtensionBlock => Symbol is INamedTypeSymbol { CanBeReferencedByName: false };

    /// <summary>A static field, or a property that stores its value like one.</summary>
    public bool IsStaticStorage => Symbol switch
    {
        IFieldSymbol { IsStatic: true, IsConst: false } => true,
        IPropertySymbol { IsStatic: true } => IsAutomatic(Declarations[0]),
        _ => false,
    };

    /// <summary>Whether static storage can be written after its initialiser.</summary>
    public bool CanChange => Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null };

    public EqualsValueClauseSyntax? Initializer => Declarations[0] switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    public ITypeSymbol? StoredType => (Symbol as IFieldSymbol)?.Type ?? (Symbol as IPropertySymbol)?.Type;

    /// <summary>Whether a property stores its value.</summary>
    public static bool IsAutomatic(SyntaxNode declaration) =>
        declaration is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } property
        && !property.Modifiers.Any(SyntaxKind.AbstractKeyword) && accessors.All(accessor => accessor is { Body: null, ExpressionBody: null });
}
