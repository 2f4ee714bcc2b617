using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Ppl.Generator;

/// <summary>What a piece of source calls without naming it: constructors, operators, conversions, indexers, enumerators and deconstructions.</summary>
internal sealed partial class Scanner
{
    private void RecordUnnamed(SyntaxNode node)
    {
        switch (node)
        {
            case BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or ElementAccessExpressionSyntax or AssignmentExpressionSyntax
                or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax:
                RecordImplied(node);
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } items:
                foreach (ExpressionSyntax item in items.Expressions)
                    if (model.GetCollectionInitializerSymbolInfo(item, cancel).Symbol is IMethodSymbol add) RecordExtension(add, item);
                break;
            case CommonForEachStatementSyntax loop:
                RecordExtension(model.GetForEachStatementInfo(loop).GetEnumeratorMethod, loop);
                break;
            case RecursivePatternSyntax { PositionalPatternClause: not null } when model.GetOperation(node, cancel) is IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol deconstruct }:
                RecordExtension(deconstruct, node);
                break;
        }
        if (node is AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment) RecordDeconstruction(model.GetDeconstructionInfo(assignment), assignment);
        if (node is ForEachVariableStatementSyntax variables) RecordDeconstruction(model.GetDeconstructionInfo(variables), variables);
        if (node is ExpressionSyntax expression && model.GetConversion(expression, cancel) is { IsUserDefined: true, MethodSymbol: { } conversion }) Record(conversion, expression);
    }

    private void RecordImplied(SyntaxNode node)
    {
        if (model.GetSymbolInfo(node, cancel).Symbol is not { } symbol) return;
        Record(symbol, node);
        if (node is ImplicitObjectCreationExpressionSyntax) RecordType(symbol.ContainingType, node);
    }

    private void RecordDeconstruction(DeconstructionInfo whole, SyntaxNode node)
    {
        RecordExtension(whole.Method, node);
        foreach (DeconstructionInfo part in whole.Nested) RecordDeconstruction(part, node);
    }

    private void RecordExtension(IMethodSymbol? method, SyntaxNode node)
    {
        if (method is null) return;
        Record(method, node);
        if (method.IsExtensionMethod) scan.Extensions.Add(method.ContainingType);
    }
}
