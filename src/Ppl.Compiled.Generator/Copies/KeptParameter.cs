using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>Whether a constructor keeps an argument as it is, so that an object can be made again of its properties: one that keeps <c>y / 2</c> would halve it twice.</summary>
internal static class KeptParameter
{
    public static bool Is(IParameterSymbol parameter, ISymbol part)
    {
        // What a base keeps is for its own constructor to tell, which the copy calls as the original does.
        if (!SymbolEqualityComparer.Default.Equals(part.ContainingType, parameter.ContainingType)) return true;
        return part.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            ParameterSyntax => true,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var read } => IsAsGiven(read, parameter),
            PropertyDeclarationSyntax { Initializer.Value: var first } => IsAsGiven(first, parameter),
            VariableDeclaratorSyntax { Initializer.Value: var first } => IsAsGiven(first, parameter),
            PropertyDeclarationSyntax property when !Declared.IsAutomatic(property) => false,
            _ => Assigned(parameter, part) is { } assigned && IsAsGiven(assigned, parameter),
        };
    }

    /// <summary>What the constructor assigns to a part, if it does so once.</summary>
    private static ExpressionSyntax? Assigned(IParameterSymbol parameter, ISymbol part)
    {
        ExpressionSyntax[] values = [.. parameter.ContainingSymbol.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .SelectMany(Pairs).Where(pair => NameOf(pair.Target) == part.Name).Select(pair => pair.Value)];
        return values is [var only] ? only : null;
    }

    private static IEnumerable<(ExpressionSyntax Target, ExpressionSyntax Value)> Pairs(AssignmentExpressionSyntax assignment) =>
        assignment is { Left: TupleExpressionSyntax targets, Right: TupleExpressionSyntax values }
            ? targets.Arguments.Zip(values.Arguments, (target, value) => (target.Expression, value.Expression))
            : [(assignment.Left, assignment.Right)];

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The parameter itself, checked against null, or a copy of the list that it is.</summary>
    private static bool IsAsGiven(ExpressionSyntax value, IParameterSymbol parameter) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == parameter.Name,
        ParenthesizedExpressionSyntax { Expression: var inner } => IsAsGiven(inner, parameter),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => IsAsGiven(inner, parameter),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var left, Right: ThrowExpressionSyntax } => IsAsGiven(left, parameter),
        CollectionExpressionSyntax { Elements: [SpreadElementSyntax { Expression: var items }] } => IsAsGiven(items, parameter),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: var items, Name.Identifier.ValueText: "ToArray" or "ToList" or "ToDictionary" or "ToImmutableArray" } } => IsAsGiven(items, parameter),
        _ => false,
    };
}
