using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>All that a set of programs names of the project's own source, directly or not, and which of it is symbolic.</summary>
internal sealed class Reach(Compilation compilation, Twin twin, CancellationToken cancel)
{
    private readonly Dictionary<ISymbol, Declared> known = new(SymbolEqualityComparer.Default);
    private readonly Queue<Declared> unfollowed = new();

    /// <summary>The piece of source that declares a symbol, and all that it reaches; null for a symbol of another project.</summary>
    public Declared? Of(ISymbol symbol)
    {
        Declared? root = Find(symbol);
        if (root is null) return null;
        while (unfollowed.Count > 0) Follow(unfollowed.Dequeue());
        Settle();
        return root;
    }

    /// <summary>The piece that declares a symbol, among those that were reached.</summary>
    public Declared? Known(ISymbol symbol) => Key(symbol) is { } key && known.TryGetValue(key, out Declared? declared) ? declared : null;

    /// <summary>Whether a method performs effects, itself or through the methods that it names. What it does with programs in fields is not its own.</summary>
    public static bool PerformsEffects(Declared root)
    {
        HashSet<Declared> seen = [root];
        Queue<Declared> waiting = new(seen);
        while (waiting.Count > 0)
        {
            Declared next = waiting.Dequeue();
            if (next.Scan.PerformsEffects) return true;
            foreach ((Declared target, _) in next.Targets)
                if (!target.IsStaticStorage && seen.Add(target)) waiting.Enqueue(target);
        }
        return false;
    }

    private Declared? Find(ISymbol symbol)
    {
        if (Key(symbol) is not { } key) return null;
        if (known.TryGetValue(key, out Declared? found)) return found;
        SyntaxNode[] declarations =
        [
            .. key.DeclaringSyntaxReferences.OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(reference => reference.Span.Start)
                .Select(reference => reference.GetSyntax(cancel)),
        ];
        var declared = new Declared(key, declarations, ScanOf(key, declarations));
        known.Add(key, declared);
        unfollowed.Enqueue(declared);
        return declared;
    }

    private Scan ScanOf(ISymbol symbol, SyntaxNode[] declarations)
    {
        Scan whole = new();
        foreach (SyntaxNode declaration in declarations)
        {
            Scan scan = Scanner.Of(PiecesOf(symbol, declaration), compilation.GetSemanticModel(declaration.SyntaxTree), twin, cancel);
            if (declarations.Length == 1) return scan;
            whole.References.AddRange(scan.References);
            whole.Edits.AddRange(scan.Edits);
            whole.Refusals.AddRange(scan.Refusals);
            whole.Extensions.UnionWith(scan.Extensions);
            whole.TouchesTwin |= scan.TouchesTwin;
            whole.PerformsEffects |= scan.PerformsEffects;
        }
        return whole;
    }

    private static IEnumerable<SyntaxNode> PiecesOf(ISymbol symbol, SyntaxNode declaration)
    {
        SyntaxNode?[] pieces = declaration switch
        {
            TypeDeclarationSyntax type when symbol.CanBeReferencedByName => [type.TypeParameterList, type.ParameterList, type.BaseList, .. type.ConstraintClauses],
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax fields } field => [fields.Type, field],
            _ => [declaration],
        };
        return pieces.OfType<SyntaxNode>();
    }

    private void Follow(Declared declared)
    {
        foreach ((ISymbol symbol, SyntaxNode place) in declared.Scan.References)
            if (Find(symbol) is { } target && target != declared) declared.Targets.Add((target, place));
        if (!declared.Symbol.IsStatic && declared.Symbol is not INamedTypeSymbol && Find(declared.Symbol.ContainingType) is { } home) declared.Targets.Add((home, declared.Declarations[0]));
        if (!declared.IsType) return;
        foreach (ISymbol member in ((INamedTypeSymbol)declared.Symbol).GetMembers())
            if (IsPart(member) && Find(member) is { } part && part != declared) declared.Parts.Add(part);
    }

    /// <summary>Whether a copy of the type needs the member even if no program names it: what its instances hold, and what bases ask for.</summary>
    private bool IsPart(ISymbol member) => !member.IsStatic && !member.IsImplicitlyDeclared && member switch
    {
        IFieldSymbol => true,
        IPropertySymbol property => property.IsAbstract || AsksFor(property.OverriddenProperty) || Implements(property) || property.DeclaringSyntaxReferences.Any(reference => Declared.IsAutomatic(reference.GetSyntax(cancel))),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method.IsAbstract || AsksFor(method.OverriddenMethod) || Implements(method),
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } => Implements(member),
        _ => false,
    };

    /// <summary>Whether an overridden member is there in the copy's base too. Those of <c>object</c> are left out unless they are called.</summary>
    private bool AsksFor(ISymbol? overridden) => overridden is { ContainingType: { } home }
        && home.SpecialType != SpecialType.System_Object
        && (twin.Counterpart(home) is not { } counterpart || !counterpart.GetMembers(overridden.Name).IsEmpty);

    private bool Implements(ISymbol member)
    {
        foreach (INamedTypeSymbol contract in member.ContainingType.AllInterfaces)
        {
            if (IsDisposable(contract) || (contract.Name == "IEquatable" && member.ContainingType.IsRecord)) continue;
            foreach (ISymbol asked in contract.GetMembers())
                if (SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(asked), member) && AsksFor(asked)) return true;
        }
        return false;
    }

    /// <summary>The contract of what is freed: symbolic data have nothing to free.</summary>
    public static bool IsDisposable(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_IDisposable;

    /// <summary>Marks what is symbolic, until nothing is added.</summary>
    private void Settle()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Declared declared in known.Values)
            {
                if (declared.IsSymbolic || !IsSymbolic(declared)) continue;
                declared.IsSymbolic = true;
                changed = true;
                // A type of whose instances one member is symbolic is so itself.
                if (!declared.Symbol.IsStatic && declared.Symbol.ContainingType is { } owner && Known(owner) is { IsType: true } type) type.IsSymbolic = true;
            }
        }
    }

    private bool IsSymbolic(Declared declared)
    {
        // A number that was computed by tensors, once, is still a number.
        if (declared.IsStaticStorage && declared.StoredType is { TypeKind: not TypeKind.Delegate } stored) return IsSymbolic(stored);
        return declared.Scan.TouchesTwin || twin.MentionedBy(declared.Symbol) || declared.Targets.Any(target => target.Target.IsSymbolic) || declared.Parts.Any(part => part.IsSymbolic);
    }

    private bool IsSymbolic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsSymbolic(array.ElementType),
        INamedTypeSymbol named => twin.Mirrors(named) || Known(named) is { IsSymbolic: true } || named.TypeArguments.Any(IsSymbolic),
        _ => false,
    };

    /// <summary>Whether values of a type change their type on the way into the copy.</summary>
    public bool Changes(ITypeSymbol type) => IsSymbolic(type);

    /// <summary>The symbol that stands for the piece in which another is declared; null outside the project's source.</summary>
    private ISymbol? Key(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is INamedTypeSymbol { TupleUnderlyingType: not null } or ITypeParameterSymbol || symbol.ContainingType is { IsAnonymousType: true } || !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly)) return null;
        if (symbol is IFieldSymbol { ContainingType: { TypeKind: TypeKind.Enum } enumeration }) return enumeration;
        if (symbol is IMethodSymbol { ReducedFrom: { } whole }) symbol = whole.OriginalDefinition;
        if (symbol is IMethodSymbol { AssociatedSymbol: { } owner }) symbol = owner;
        if (symbol is IMethodSymbol { PartialImplementationPart: { } implementation }) symbol = implementation;
        if (symbol.DeclaringSyntaxReferences.IsEmpty) return symbol.ContainingType is { } type ? Key(type) : null;
        SyntaxNode declaration = symbol.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        if (declaration.Parent is TypeDeclarationSyntax { Identifier.RawKind: 0 } block) return compilation.GetSemanticModel(block.SyntaxTree).GetDeclaredSymbol(block, cancel);
        bool isPartOfHead = symbol is not INamedTypeSymbol && declaration is TypeDeclarationSyntax or ParameterSyntax;
        return isPartOfHead ? symbol.ContainingType is { } home ? Key(home) : null : symbol;
    }
}
