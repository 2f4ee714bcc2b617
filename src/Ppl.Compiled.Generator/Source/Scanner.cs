using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>Walks over a piece of source: every name of a type or static member is to be written out in full, as the copy stands elsewhere and under other usings.</summary>
internal sealed partial class Scanner : CSharpSyntaxWalker
{
    private readonly SemanticModel model;
    private readonly Twin twin;
    private readonly CancellationToken cancel;
    private readonly Scan scan = new();

    private Scanner(SemanticModel model, Twin twin, CancellationToken cancel)
    {
        this.model = model;
        this.twin = twin;
        this.cancel = cancel;
    }

    public static Scan Of(IEnumerable<SyntaxNode> pieces, SemanticModel model, Twin twin, CancellationToken cancel)
    {
        var scanner = new Scanner(model, twin, cancel);
        foreach (SyntaxNode piece in pieces)
        {
            scanner.Visit(piece);
            scanner.DropDirectives(piece);
        }
        return scanner.scan;
    }

    /// <summary>An edit that takes text away, and keeps its lines.</summary>
    public static Edit Without(SyntaxTree tree, TextSpan span)
    {
        string lines = new('\n', tree.GetText().ToString(span).Count(c => c == '\n'));
        return new(span, _ => lines);
    }

    public override void Visit(SyntaxNode? node)
    {
        cancel.ThrowIfCancellationRequested();
        if (node is not null)
        {
            Check(node);
            RecordUnnamed(node);
        }
        base.Visit(node);
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
        if (node.Parent is ParameterSyntax) base.VisitAttributeList(node);
        else scan.Edits.Add(Without(node.SyntaxTree, node.Span));
    }

    public override void VisitAttribute(AttributeSyntax node)
    {
        if (model.GetSymbolInfo(node).Symbol is { ContainingType: { } type }) WriteType(node.Name, type);
        Visit(node.ArgumentList);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node) => VisitName(node);

    public override void VisitGenericName(GenericNameSyntax node)
    {
        if (!VisitName(node)) Visit(node.TypeArgumentList);
    }

    public override void VisitQualifiedName(QualifiedNameSyntax node)
    {
        if (model.GetSymbolInfo(node).Symbol is ITypeSymbol type) WriteType(node, type);
    }

    public override void VisitAliasQualifiedName(AliasQualifiedNameSyntax node)
    {
        if (model.GetSymbolInfo(node).Symbol is ITypeSymbol type) WriteType(node, type);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (SymbolOf(node) is ITypeSymbol type)
        {
            WriteType(node, type);
        }
        else if (model.GetSymbolInfo(node.Expression).Symbol is INamedTypeSymbol owner && node.Expression is NameSyntax or MemberAccessExpressionSyntax && SymbolOf(node.Name) is { IsStatic: true } member)
        {
            if (member.ContainingType.CanBeReferencedByName) scan.Edits.Add(new(node.Expression.Span, names => names.Owner(member)));
            else WriteType(node.Expression, owner);
            Record(member, node.Name);
            if (node.Name is GenericNameSyntax generic) Visit(generic.TypeArgumentList);
        }
        else
        {
            base.VisitMemberAccessExpression(node);
        }
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" } && model.GetConstantValue(node) is { HasValue: true, Value: string name })
            scan.Edits.Add(new(node.Span, _ => SymbolDisplay.FormatLiteral(name, quote: true)));
        else base.VisitInvocationExpression(node);
    }

    /// <summary>An alias in a hole of a text needs parentheses: its colons would begin a format.</summary>
    public override void VisitInterpolation(InterpolationSyntax node)
    {
        int at = scan.Edits.Count;
        base.VisitInterpolation(node);
        if (scan.Edits.Count == at) return;
        scan.Edits.Insert(at, new(new TextSpan(node.Expression.SpanStart, 0), _ => "("));
        scan.Edits.Add(new(new TextSpan(node.Expression.Span.End, 0), _ => ")"));
    }

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        if (model.Compilation.GetTypeByMetadataName("System.Linq.Enumerable") is { } linq) scan.Extensions.Add(linq);
        base.VisitQueryExpression(node);
    }

    /// <returns>Whether the name was a type's, and is dealt with whole.</returns>
    private bool VisitName(SimpleNameSyntax node)
    {
        if (node.Parent is NameColonSyntax or NameEqualsSyntax || node is IdentifierNameSyntax { IsVar: true }) return false;
        switch (SymbolOf(node))
        {
            case ITypeSymbol type when type.TypeKind != TypeKind.TypeParameter:
                WriteType(node, type);
                return true;
            case IMethodSymbol { MethodKind: not MethodKind.LocalFunction } or IPropertySymbol or IFieldSymbol or IEventSymbol:
                ISymbol member = SymbolOf(node)!;
                if (member.IsStatic && StandsAlone(node)) scan.Edits.Add(new(new TextSpan(node.SpanStart, 0), names => names.Owner(member) + "."));
                Record(member, node);
                return false;
            default:
                return false;
        }
    }

    private static bool StandsAlone(SimpleNameSyntax node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name != node,
        MemberBindingExpressionSyntax => false,
        _ => true,
    };

    private ISymbol? SymbolOf(SyntaxNode node)
    {
        SymbolInfo info = model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    private void WriteType(SyntaxNode name, ITypeSymbol type)
    {
        scan.Edits.Add(new(name.Span, names => names.Type(type)));
        RecordType(type, name);
    }

    private void RecordType(ITypeSymbol type, SyntaxNode place)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                RecordType(array.ElementType, place);
                break;
            case INamedTypeSymbol named:
                Record(named.OriginalDefinition, place);
                // What is internal to another project is for the compiler to tell.
                if (IsForeign(named) && model.Compilation.IsSymbolAccessibleWithin(named, model.Compilation.Assembly)) AddForeign(named, place);
                foreach (ITypeSymbol argument in named.TypeArguments) RecordType(argument, place);
                break;
        }
    }

    private void Record(ISymbol symbol, SyntaxNode place)
    {
        scan.References.Add((symbol, place));
        if (symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension }) scan.Extensions.Add(symbol.ContainingType);
        else if (symbol.ContainingType is { CanBeReferencedByName: false, ContainingType: { } extensions }) scan.Extensions.Add(extensions);
        if (twin.MentionedBy(symbol) || (symbol.ContainingType is { } owner && twin.Mirrors(owner))) scan.TouchesTwin = true;
        if (symbol is IMethodSymbol { ContainingType: { Name: "Primitives", ContainingNamespace.Name: "Ppl" } primitives } && twin.Mirrors(primitives)) scan.PerformsEffects = true;
    }

    private void DropDirectives(SyntaxNode piece)
    {
        foreach (SyntaxTrivia trivia in piece.DescendantTrivia())
        {
            bool isDocumentation = trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);
            if ((trivia.IsDirective || isDocumentation || trivia.IsKind(SyntaxKind.DisabledTextTrivia)) && piece.Span.Contains(trivia.FullSpan))
                scan.Edits.Add(Without(piece.SyntaxTree, trivia.FullSpan));
        }
    }
}
