using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

/// <summary>What of the project's source is copied with some programs, and what stands in the way.</summary>
internal sealed class CopyPlan
{
    private readonly Compilation compilation;
    private readonly Reach reach;
    private readonly HashSet<Declared> copied = [];
    private readonly List<Refusal> refusals = [];

    public CopyPlan(Compilation compilation, Reach reach, IEnumerable<Declared> programs)
    {
        this.compilation = compilation;
        this.reach = reach;
        foreach (Declared program in programs)
        {
            if (CanTake(program, program.Declarations[0])) Take(program);
        }
    }

    public IReadOnlyCollection<Declared> Copied => copied;

    public IReadOnlyList<Refusal> Refusals => refusals;

    public bool IsCopied(ISymbol symbol) => reach.Known(symbol) is { } declared && copied.Contains(declared);

    /// <summary>Whether generated code outside the user's classes can name it.</summary>
    public bool IsAccessible(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
            if (type.IsFileLocal) return false;
        return compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);
    }

    /// <summary>Adds something that the registration needs in the copy.</summary>
    public void Take(Declared declared)
    {
        if (!copied.Add(declared)) return;
        refusals.AddRange(declared.Scan.Refusals);
        foreach ((Declared target, SyntaxNode place) in declared.Targets)
        {
            if (copied.Contains(target)) continue;
            if (MustCopy(target))
            {
                if (CanTake(target, place)) Take(target);
            }
            else if (target.IsStaticStorage && target.CanChange)
            {
                refusals.Add(Generator.Refusals.ChangingState(place.GetLocation(), target.Symbol.Name));
            }
            else if (!IsAccessible(target.Symbol))
            {
                refusals.Add(Generator.Refusals.PrivateType(place.GetLocation(), target.Symbol.Name));
            }
        }
        foreach (Declared part in declared.Parts) Take(part);
    }

    private bool MustCopy(Declared declared) => declared.Symbol switch
    {
        INamedTypeSymbol when !declared.IsExtensionBlock => declared.IsSymbolic,
        { IsStatic: false } when !declared.IsExtensionBlock => reach.Known(declared.Symbol.ContainingType) is { IsSymbolic: true },
        _ => declared.IsSymbolic || !IsAccessible(declared.Symbol),
    };

    private bool CanTake(Declared target, SyntaxNode place)
    {
        if (!target.IsStaticStorage) return true;
        if (target.CanChange) refusals.Add(Generator.Refusals.ChangingState(place.GetLocation(), target.Symbol.Name));
        else if (HoldsTensors(target.StoredType!, [])) refusals.Add(Generator.Refusals.CapturedTensor(place.GetLocation(), target.Symbol.Name));
        else if (target.Initializer is null) refusals.Add(Generator.Refusals.WithoutInitializer(place.GetLocation(), target.Symbol.Name));
        else return true;
        return false;
    }

    /// <summary>Whether values of a type hold tensors that somebody made before. A distribution makes its tensors anew in the copy, and a function when it is called.</summary>
    private bool HoldsTensors(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (type is IArrayTypeSymbol array) return HoldsTensors(array.ElementType, seen);
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named || !seen.Add(named)) return false;
        if (Twin.IsTensor(named)) return true;
        if (named.TypeArguments.Any(argument => HoldsTensors(argument, seen))) return true;
        return reach.Known(named) is { IsSymbolic: true } && named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && HoldsTensors(field.Type, seen));
    }
}
