using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>Writes the copies of types and members, in the classes and namespaces that they have in the user's source.</summary>
internal sealed class CopiedTypes
{
    private readonly CopyWriter writer;
    private readonly IReadOnlyCollection<Declared> copied;

    /// <summary>What each class holds of its own.</summary>
    private readonly ILookup<ISymbol?, Declared> members;

    /// <summary>The classes that are written, those around others included.</summary>
    private readonly HashSet<INamedTypeSymbol> classes = new(SymbolEqualityComparer.Default);

    public CopiedTypes(CopyWriter writer, IReadOnlyCollection<Declared> copied)
    {
        this.writer = writer;
        this.copied = copied;
        members = copied.Where(declared => !IsClass(declared)).OrderBy(Place).ToLookup(declared => (ISymbol?)declared.Symbol.ContainingType, SymbolEqualityComparer.Default);
        foreach (Declared declared in copied)
        {
            INamedTypeSymbol? start = IsClass(declared) ? (INamedTypeSymbol)declared.Symbol : declared.Symbol.ContainingType;
            for (INamedTypeSymbol? type = start; type is not null; type = type.ContainingType) classes.Add(type);
        }
    }

    /// <summary>Writes all, a block for each namespace, in the order of the names.</summary>
    public void Write(string root)
    {
        var spaces = classes.Where(type => type.ContainingType is null).GroupBy(writer.Names.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, INamedTypeSymbol> space in spaces)
        {
            if (space.Key != root)
            {
                writer.Line($"namespace {space.Key.Substring(root.Length + 1)}");
                writer.Line("{");
            }
            foreach (INamedTypeSymbol type in InOrder(space)) WriteClass(type);
            // A delegate in no class.
            foreach (Declared member in members[null].Where(member => writer.Names.Namespace((INamedTypeSymbol)member.Symbol) == space.Key)) WriteMember(member);
            if (space.Key != root) writer.Line("}");
        }
    }

    private static bool IsClass(Declared declared) => declared.IsType && declared.Declarations[0] is TypeDeclarationSyntax;

    private static IEnumerable<INamedTypeSymbol> InOrder(IEnumerable<INamedTypeSymbol> types) => types.OrderBy(Twin.MetadataName, StringComparer.Ordinal);

    private static (string, int) Place(Declared declared) => (declared.Declarations[0].SyntaxTree.FilePath, declared.Declarations[0].SpanStart);

    private void WriteClass(INamedTypeSymbol type)
    {
        Declared? whole = copied.FirstOrDefault(declared => IsClass(declared) && SymbolEqualityComparer.Default.Equals(declared.Symbol, type));
        if (whole is null)
        {
            WriteContainer(type);
            return;
        }
        foreach (TypeDeclarationSyntax declaration in whole.Declarations.Cast<TypeDeclarationSyntax>())
        {
            bool isFirst = declaration == whole.Declarations[0];
            int end = new[] { declaration.Identifier.Span.End, declaration.TypeParameterList?.Span.End ?? 0, declaration.ParameterList?.Span.End ?? 0, declaration.BaseList?.Span.End ?? 0, declaration.ConstraintClauses.Count == 0 ? 0 : declaration.ConstraintClauses.Span.End }.Max();
            TextSpan head = TextSpan.FromBounds(Start(declaration), end);
            writer.Source(declaration.SyntaxTree, head, [.. Visible(declaration.Modifiers, head.Start), .. WithoutDisposable(declaration.BaseList, whole), .. whole.Scan.Edits.Where(edit => IsIn(edit, whole, declaration))]);
            writer.Line("{");
            foreach (Declared member in members[type].Where(member => declaration.Span.Contains(member.Declarations[0].Span) && member.Declarations[0].SyntaxTree == declaration.SyntaxTree)) WriteMember(member);
            writer.EndSource();
            if (isFirst) WriteInner(type);
            writer.Line("}");
        }
        writer.EndSource();
    }

    /// <summary>Edits know no file: those of another declaration in another file must not be taken for this one's.</summary>
    private static bool IsIn(Edit edit, Declared whole, TypeDeclarationSyntax declaration) => whole.Declarations.Count == 1 || declaration.Span.Contains(edit.Span);

    /// <summary>A class of which static members are copied, and no more.</summary>
    private void WriteContainer(INamedTypeSymbol type)
    {
        string parameters = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>";
        writer.Line($"internal static class {CopyNames.Escaped(type.Name)}{parameters}");
        writer.Line("{");
        foreach (Declared member in members[type]) WriteMember(member);
        writer.EndSource();
        WriteInner(type);
        writer.Line("}");
    }

    private void WriteInner(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol inner in InOrder(classes.Where(inner => SymbolEqualityComparer.Default.Equals(inner.ContainingType, type)))) WriteClass(inner);
    }

    private void WriteMember(Declared member)
    {
        SyntaxNode declaration = member.Declarations[0];
        List<Edit> edits = [];
        TextSpan span = TextSpan.FromBounds(Start(declaration), declaration.Span.End);
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable:
                WriteField(member, field, variable);
                return;
            case PropertyDeclarationSyntax { Initializer: { } initializer, AccessorList: { } accessors } when member.IsStaticStorage && member.IsSymbolic:
                edits.Add(new(TextSpan.FromBounds(accessors.SpanStart, initializer.EqualsToken.Span.End), _ => "=>"));
                break;
        }
        if (declaration is MemberDeclarationSyntax { Modifiers: var modifiers })
        {
            if (modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)) is { RawKind: not 0 } partial) edits.Add(Scanner.Without(declaration.SyntaxTree, partial.Span));
            bool keepsItsAccess = !member.Symbol.IsStatic && member.Symbol is not INamedTypeSymbol || member.IsExtensionBlock || declaration is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax;
            if (!keepsItsAccess) edits.AddRange(Visible(modifiers, span.Start));
        }
        writer.Source(declaration.SyntaxTree, span, [.. edits, .. member.Scan.Edits]);
    }

    /// <summary>A field; a static one of symbolic type is computed anew whenever it is asked for, as it may hold tensors of one run.</summary>
    private void WriteField(Declared member, FieldDeclarationSyntax field, VariableDeclaratorSyntax variable)
    {
        SyntaxTree tree = field.SyntaxTree;
        bool isComputed = member.IsStaticStorage && member.IsSymbolic;
        TextSpan head = TextSpan.FromBounds(Start(field), field.Declaration.Type.Span.End);
        List<Edit> edits = [.. member.Symbol.IsStatic ? Visible(field.Modifiers, head.Start) : []];
        foreach (SyntaxToken modifier in field.Modifiers)
            if (isComputed && modifier.IsKind(SyntaxKind.ReadOnlyKeyword)) edits.Add(Scanner.Without(tree, modifier.Span));
        writer.Source(tree, head, [.. edits, .. member.Scan.Edits]);
        List<Edit> changes = [];
        if (isComputed && variable.Initializer is { } initializer)
        {
            ITypeSymbol type = ((IFieldSymbol)member.Symbol).Type;
            bool isBareArray = initializer.Value is InitializerExpressionSyntax;
            changes.Add(new(initializer.EqualsToken.Span, names => isBareArray ? $"=> new {names.Type(type)}" : "=>"));
        }
        writer.Source(tree, variable.Span, [.. changes, .. member.Scan.Edits], after: ";");
    }

    /// <summary>Where a declaration begins without its attributes.</summary>
    private static int Start(SyntaxNode declaration)
    {
        SyntaxNode whole = declaration is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : declaration;
        return whole is MemberDeclarationSyntax { AttributeLists: { Count: > 0 } attributes } ? attributes.Last().GetLastToken().GetNextToken().SpanStart : whole.SpanStart;
    }

    /// <summary>Copies are of one namespace, where all see all: what was private is internal.</summary>
    private static IEnumerable<Edit> Visible(SyntaxTokenList modifiers, int start)
    {
        SyntaxToken[] access = [.. modifiers.Where(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword)];
        if (access.Length == 0)
        {
            yield return new(new TextSpan(start, 0), _ => "internal ");
            yield break;
        }
        for (int i = 0; i < access.Length; i++)
        {
            string text = i == 0 ? "internal" : "";
            yield return new(access[i].Span, _ => text);
        }
    }

    private static IEnumerable<Edit> WithoutDisposable(BaseListSyntax? bases, Declared whole)
    {
        if (bases is null) yield break;
        HashSet<SyntaxNode> disposables = [.. whole.Scan.References.Where(reference => reference.Symbol is INamedTypeSymbol type && Reach.IsDisposable(type)).Select(reference => reference.Place)];
        SyntaxNode[] dropped = [.. bases.Types.Where(type => disposables.Contains(type.Type))];
        if (dropped.Length == 0) yield break;
        if (dropped.Length == bases.Types.Count)
        {
            yield return Scanner.Without(bases.SyntaxTree, bases.Span);
            yield break;
        }
        for (int i = 0; i < bases.Types.Count; i++)
        {
            if (!dropped.Contains(bases.Types[i])) continue;
            yield return Scanner.Without(bases.SyntaxTree, i == 0
                ? TextSpan.FromBounds(bases.Types[i].SpanStart, bases.Types.GetSeparator(i).Span.End)
                : TextSpan.FromBounds(bases.Types.GetSeparator(i - 1).SpanStart, bases.Types[i].Span.End));
        }
    }
}
