using System.Text;
using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

/// <summary>Writes the methods that turn a program's data into those of its copy: tensors into symbolic data, and what holds them part by part.</summary>
internal sealed class DataConversions(CopyPlan plan, Reach reach, CopyNames names)
{
    private readonly Dictionary<string, string> methods = new(StringComparer.Ordinal);

    /// <summary>The methods, each once, in the order in which they were asked for.</summary>
    public IEnumerable<string> Methods => order.Select(type => methods[type]);

    private readonly List<string> order = [];

    /// <summary>Whether any tensor is handed on.</summary>
    public bool HasTensors { get; private set; }

    /// <summary>Why a type cannot be converted, as the first such part was met; null if all can.</summary>
    public (string Type, string Why)? Obstacle { get; private set; }

    /// <summary>The expression that turns a value into that of the copy.</summary>
    public string Of(ITypeSymbol type, string value)
    {
        if (!reach.Changes(type)) return value;
        Declare(type);
        return $"Convert({value})";
    }

    private void Declare(ITypeSymbol type)
    {
        string key = type.ToDisplayString(Signature);
        if (methods.ContainsKey(key)) return;
        order.Add(key);
        // Known before its body is written: a type may hold itself.
        methods[key] = "";
        string body = Body(type);
        methods[key] = $"private static {names.Type(Plain(type))} Convert({names.Original(Plain(type))} value) => {(type.IsReferenceType ? "value is null ? null! : " : "")}{OfDerived(type)}{body};";
    }

    /// <summary>An object of a type that derives from the one that is declared would lose what it adds.</summary>
    private string OfDerived(ITypeSymbol type) => type is { TypeKind: TypeKind.Class, IsSealed: false } && reach.Known(type) is not null
        ? $"value.GetType() != typeof({names.Original(Plain(type))}) ? throw new global::System.NotSupportedException($\"data of type {type.Name} are a {{value.GetType().Name}}, and the copy of a program would lose what that adds\") : "
        : "";

    /// <summary>As overloads tell types apart: the names in tuples and the marks of nullability, at any depth, make no other type.</summary>
    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>Without the marks of nullability, which make no other type.</summary>
    private static ITypeSymbol Plain(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None);

    private string Body(ITypeSymbol type)
    {
        if (Twin.IsTensor(type))
        {
            HasTensors = true;
            return $"{Twin.Alias}::Ppl.Symbolic.Symbols.Data(global::Ppl.Infer.TensorData.Of(value))";
        }
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                return $"global::System.Array.ConvertAll(value, static item => {Of(array.ElementType, "item")})";
            case INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: > 1 } elements }:
                return $"({string.Join(", ", elements.Select((element, i) => Of(element.Type, $"value.Item{i + 1}")))})";
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] }:
                return $"value is {{ }} some ? {Of(inner, "some")} : null";
            case INamedTypeSymbol { Name: "ImmutableArray", TypeArguments: [var item] }:
                return $"global::System.Collections.Immutable.ImmutableArray.CreateRange({Selected(item)})";
            case INamedTypeSymbol { TypeArguments: [var item], Name: "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" or "IEnumerable" }:
                return $"global::System.Linq.Enumerable.ToList({Selected(item)})";
            case INamedTypeSymbol { TypeArguments: [var key, var item], Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary" } when !reach.Changes(key):
                return $"global::System.Linq.Enumerable.ToDictionary(value, static pair => pair.Key, static pair => {Of(item, "pair.Value")})";
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named when reach.Known(named) is not null:
                return Copied(named);
            default:
                Obstacle ??= (type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "nothing tells how to make a symbolic one of it");
                return "default!";
        }
    }

    private string Selected(ITypeSymbol item) => $"global::System.Linq.Enumerable.Select(value, static item => {Of(item, "item")})";

    /// <summary>An object of the project's own: through the constructor whose parameters have the names of its properties, and the properties that it leaves out.</summary>
    private string Copied(INamedTypeSymbol type)
    {
        var constructor = type.IsAbstract ? null : type.InstanceConstructors
            .Where(constructor => plan.IsAccessible(constructor) && !IsOfOne(constructor, type) && constructor.Parameters.All(parameter => Readable(type, parameter.Name) is not null))
            .OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();
        if (constructor is null) return Unmade(type, type.IsAbstract ? "the class is abstract" : "it has no constructor whose parameters are named as its properties");
        if (ForeignBase(type) is { } foreign) return Unmade(type, $"its base \"{foreign.Name}\" is of another project");
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            ISymbol kept = Readable(type, parameter.Name)!;
            if (!KeptParameter.Is(parameter, kept)) return Unmade(type, $"\"{kept.Name}\" is not what the constructor was given as \"{parameter.Name}\"");
        }
        if (reach.Of(constructor) is { } declared) plan.Take(declared);
        StringBuilder made = new($"new {names.Type(Plain(type))}({string.Join(", ", constructor.Parameters.Select(parameter => Part(type, Readable(type, parameter.Name)!)))})");
        List<string> rest = [];
        foreach (ISymbol part in PartsOf(type))
        {
            if (constructor.Parameters.Any(parameter => Is(part, parameter.Name))) continue;
            if (IsWritable(part)) rest.Add($"{CopyNames.Escaped(part.Name)} = {Part(type, part)}");
            else if (!IsMadeAnew(part)) return Unmade(type, $"\"{part.Name}\" can be neither constructed nor set");
        }
        return rest.Count == 0 ? made.ToString() : $"{made} {{ {string.Join(", ", rest)} }}";
    }

    /// <summary>A base whose parts nobody sees here.</summary>
    private INamedTypeSymbol? ForeignBase(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? home = type.BaseType; home is { SpecialType: SpecialType.None }; home = home.BaseType)
            if (reach.Known(home) is null) return home;
        return null;
    }

    private string Unmade(INamedTypeSymbol type, string why)
    {
        Obstacle ??= (type.Name, why);
        return "default!";
    }

    private string Part(INamedTypeSymbol type, ISymbol part) => Of(TypeOf(part), $"value.{CopyNames.Escaped(part.Name)}");

    private static bool IsOfOne(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type);

    private ISymbol? Readable(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? home = type; home is not null; home = home.BaseType)
            foreach (ISymbol part in home.GetMembers())
                if (part is IPropertySymbol { GetMethod: not null, IsStatic: false, IsIndexer: false } or IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } && Is(part, name) && plan.IsAccessible(part)) return part;
        return null;
    }

    /// <summary>What an object holds: its fields, and the properties behind fields without a name.</summary>
    private static IEnumerable<ISymbol> PartsOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? home = type; home is { SpecialType: SpecialType.None }; home = home.BaseType)
            foreach (IFieldSymbol field in home.GetMembers().OfType<IFieldSymbol>())
                if (!field.IsStatic && (field.AssociatedSymbol ?? field) is { } part && (part is not IFieldSymbol { IsImplicitlyDeclared: true })) yield return part;
    }

    private bool IsWritable(ISymbol part) => plan.IsAccessible(part) && part switch
    {
        IPropertySymbol { SetMethod: { } setter } => plan.IsAccessible(setter),
        IFieldSymbol { IsReadOnly: false } => true,
        _ => false,
    };

    /// <summary>Whether the copy's own initialiser gives the part its value.</summary>
    private bool IsMadeAnew(ISymbol part) => reach.Known(part)?.Initializer is not null;

    private static ITypeSymbol TypeOf(ISymbol part) => part is IPropertySymbol property ? property.Type : ((IFieldSymbol)part).Type;

    private static bool Is(ISymbol part, string name) => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase);
}
