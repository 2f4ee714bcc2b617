using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

/// <summary>The assembly of symbolic tensors, and which types it mirrors: those for which it has one of the same full name.</summary>
internal sealed class Twin
{
    /// <summary>The extern alias under which a project references it.</summary>
    public const string Alias = "Twin";

    private const string AssemblyName = "Ppl.Symbolic", TensorName = "TorchSharp.torch+Tensor";

    private readonly Compilation compilation;
    private readonly IAssemblySymbol assembly;
    private readonly Dictionary<INamedTypeSymbol, INamedTypeSymbol?> counterparts = new(SymbolEqualityComparer.Default);

    private Twin(Compilation compilation, IAssemblySymbol assembly)
    {
        this.compilation = compilation;
        this.assembly = assembly;
    }

    /// <summary>The twin that a project references; null if it references none.</summary>
    public static Twin? Of(Compilation compilation)
    {
        foreach (MetadataReference reference in compilation.References)
        {
            if (reference.Properties.Aliases.Contains(Alias) && compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol { Name: AssemblyName } assembly) return new(compilation, assembly);
        }
        return null;
    }

    /// <summary>The symbolic type of the same full name.</summary>
    public INamedTypeSymbol? Counterpart(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (!counterparts.TryGetValue(type, out INamedTypeSymbol? counterpart))
        {
            bool mayHave = type.ContainingAssembly is { } home && !Same(home, compilation.Assembly) && !Same(home, assembly);
            counterpart = mayHave ? assembly.GetTypeByMetadataName(MetadataName(type)) : null;
            if (counterpart is not null && !compilation.IsSymbolAccessibleWithin(counterpart, compilation.Assembly)) counterpart = null;
            counterparts.Add(type, counterpart);
        }
        return counterpart;
    }

    public bool Mirrors(INamedTypeSymbol type) => Counterpart(type) is not null;

    /// <summary>Whether a type is mirrored or made of such types.</summary>
    public bool Mentions(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Mentions(array.ElementType),
        IPointerTypeSymbol pointer => Mentions(pointer.PointedAtType),
        INamedTypeSymbol named => Mirrors(named) || named.TypeArguments.Any(Mentions) || (named.ContainingType is { } outer && Mentions(outer)),
        _ => false,
    };

    /// <summary>Whether the signature of a member mentions mirrored types.</summary>
    public bool MentionedBy(ISymbol member) => member switch
    {
        IMethodSymbol method => Mentions(method.ReturnType) || method.Parameters.Any(parameter => Mentions(parameter.Type)),
        IPropertySymbol property => Mentions(property.Type) || property.Parameters.Any(parameter => Mentions(parameter.Type)),
        IFieldSymbol field => Mentions(field.Type),
        IEventSymbol @event => Mentions(@event.Type),
        INamedTypeSymbol type => Mentions(type) || Mentions(type.BaseType) || type.DelegateInvokeMethod is { } invoke && MentionedBy(invoke),
        _ => false,
    };

    /// <summary>Whether symbolic tensors let the numbers of data be read by this member or conversion.</summary>
    public bool Reads(IMethodSymbol reading) =>
        Counterpart(reading.ContainingType) is { } counterpart
        && counterpart.GetMembers(reading.Name).OfType<IMethodSymbol>()
            .Any(method => reading.MethodKind != MethodKind.Conversion || method.ReturnType.SpecialType == reading.ReturnType.SpecialType);

    public static bool IsTensor(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Tensor", ContainingType.Name: "torch" } named && MetadataName(named) == TensorName;

    /// <summary>Whether an assembly is one of those that have a counterpart: the library, and the tensor layer.</summary>
    public static bool IsLibrary(IAssemblySymbol assembly) => assembly.Name is "Ppl.Core" or "Ppl.Handlers" or "Ppl.Infer" or "Ppl.Torch" or "TorchSharp";

    /// <summary>The name of a type as its metadata have it.</summary>
    public static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } home ? $"{home.ToDisplayString()}.{type.MetadataName}"
        : type.MetadataName;

    private static bool Same(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
