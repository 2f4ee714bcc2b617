using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ppl.Torch.Tests;

/// <summary>An assembly's public and protected members, one a line: container, name, signature, parted by tabs.</summary>
internal sealed class ApiListing
{
    private static readonly SymbolDisplayFormat containerFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static readonly SymbolDisplayFormat memberFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly List<string> lines = [];

    private ApiListing()
    {
    }

    /// <summary>The lines of the assembly in that file, in ordinal order.</summary>
    public static IReadOnlyList<string> Of(string assemblyPath)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        MetadataReference subject = MetadataReference.CreateFromFile(assemblyPath);
        var compilation = CSharpCompilation.Create(
            "listing",
            references: [subject, .. Directory.GetFiles(runtime, "System*.dll").Append(Path.Combine(runtime, "netstandard.dll")).Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path))],
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var listing = new ApiListing();
        listing.Visit(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(subject)!).GlobalNamespace);
        listing.lines.Sort(StringComparer.Ordinal);
        return listing.lines;
    }

    /// <summary>The line without marks of nullability, which make no difference to a caller's source.</summary>
    public static string WithoutNullability(string line) => line.Replace("?", "");

    private static bool IsManaged(string path) => !Path.GetFileName(path).StartsWith("System.IO.Compression.Native", StringComparison.Ordinal);

    private void Visit(INamespaceSymbol scope)
    {
        foreach (INamespaceOrTypeSymbol member in scope.GetMembers())
            if (member is INamespaceSymbol inner) Visit(inner);
            else Visit((INamedTypeSymbol)member);
    }

    private void Visit(INamedTypeSymbol type)
    {
        if (!IsVisible(type)) return;
        string container = type.ToDisplayString(containerFormat);
        if (type.TypeKind == TypeKind.Delegate)
        {
            lines.Add($"{container}\t<delegate>\tpublic delegate {Short(type.DelegateInvokeMethod!)}");
            return;
        }
        lines.Add($"{container}\t<type>\t{Header(type)}");
        foreach (ISymbol member in type.GetMembers()) Visit(member, type, container);
    }

    private void Visit(ISymbol member, INamedTypeSymbol type, string container)
    {
        bool isAccessor = member is IMethodSymbol { AssociatedSymbol: not null };
        bool isEnumPlumbing = member.IsImplicitlyDeclared && type.TypeKind == TypeKind.Enum;
        if (member is INamedTypeSymbol nested) Visit(nested);
        else if (member is IMethodSymbol { MethodKind: MethodKind.Destructor } or { Name: "Finalize" }) lines.Add($"{container}\t~\t~{type.Name}()");
        else if (IsVisible(member) && !isAccessor && !isEnumPlumbing)
            lines.Add($"{container}\t{(member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : member.Name)}\t{Short(member)}");
    }

    private static string Header(INamedTypeSymbol type)
    {
        string modifiers = (type.IsStatic ? "static " : "")
            + (type is { IsAbstract: true, IsStatic: false, TypeKind: TypeKind.Class } ? "abstract " : "")
            + (type is { IsSealed: true, IsStatic: false, TypeKind: TypeKind.Class } ? "sealed " : "");
        List<string> bases = [];
        if (type.BaseType is { SpecialType: SpecialType.None } parent) bases.Add(Short(parent));
        bases.AddRange(type.Interfaces.Select(Short));
        return $"public {modifiers}{type.TypeKind.ToString().ToLowerInvariant()} {Short(type)}" + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "");
    }

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static string Short(ISymbol symbol) => symbol.ToDisplayString(memberFormat)
        .Replace("torch.Tensor", "Tensor").Replace("torch.ScalarType", "ScalarType").Replace("torch.Device", "Device");
}
