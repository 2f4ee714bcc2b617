using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>A program to be compiled.</summary>
/// <param name="Declared">The method, field or property.</param>
/// <param name="Data">The type of its data.</param>
internal sealed record MarkedProgram(Declared Declared, ITypeSymbol Data)
{
    /// <summary>What makes a method no program; null for one that is one.</summary>
    public static string? Fault(IMethodSymbol method) => method switch
    {
        { IsStatic: false } => "is not static",
        { MethodKind: not MethodKind.Ordinary } => "is a local function",
        { Arity: > 0 } => "has type parameters",
        { ReturnsVoid: false } => "returns something",
        { Parameters: not [{ RefKind: RefKind.None }] } => "has not one parameter, by value",
        _ => null,
    };

    /// <summary>Whether a property gives one delegate, by which its copy is found again: one that it stores, that of a method, or a lambda, which captures nothing here.</summary>
    public static bool IsAlwaysTheSame(SyntaxNode property) => Declared.IsAutomatic(property) || property is PropertyDeclarationSyntax
    {
        ExpressionBody.Expression: NameSyntax or MemberAccessExpressionSyntax or AnonymousFunctionExpressionSyntax
    };
}
