using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>Writes the class that registers the copies of a marked class's programs, when the assembly is loaded, and makes none of them before one is asked for.</summary>
internal sealed class Registration(INamedTypeSymbol marked, IReadOnlyList<MarkedProgram> programs, CopyNames names, DataConversions conversions)
{
    private const string Contract = "global::Ppl.Compilation.", Models = $"global::System.Collections.Generic.IReadOnlyList<{Contract}CompiledModel>";

    /// <summary>What must be reached, and is private; null if all can be reached from outside.</summary>
    public static ISymbol? Private(CopyPlan plan, IEnumerable<MarkedProgram> programs)
    {
        ISymbol? hidden = programs.SelectMany(program => new[] { program.Declared.Symbol }.Concat(TypesIn(program.Data))).FirstOrDefault(symbol => !plan.IsAccessible(symbol));
        // What is public in a private class is hidden by the class.
        while (hidden?.ContainingType is { } outer && !plan.IsAccessible(outer)) hidden = outer;
        return hidden;
    }

    /// <summary>Whether a part of a class can be added that sees what is private in it.</summary>
    public static bool IsPartial(INamedTypeSymbol marked)
    {
        for (INamedTypeSymbol? type = marked; type is not null; type = type.ContainingType)
            if (!type.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.Text == "partial"))) return false;
        return true;
    }

    /// <summary>In a namespace of the copy's, or inside the marked class.</summary>
    public void Write(CopyWriter writer, bool inside)
    {
        Stack<INamedTypeSymbol> around = new();
        for (INamedTypeSymbol? type = inside ? marked : null; type is not null; type = type.ContainingType) around.Push(type);
        if (inside && !marked.ContainingNamespace.IsGlobalNamespace)
        {
            writer.Line($"namespace {CopyNames.Escaped(marked.ContainingNamespace.ToDisplayString())}");
            writer.Line("{");
        }
        foreach (INamedTypeSymbol type in around)
        {
            writer.Line($"{(type.IsStatic ? "static " : "")}partial {Kind(type)} {CopyNames.Escaped(type.Name)}");
            writer.Line("{");
        }
        WriteClass(writer);
        foreach (INamedTypeSymbol _ in around) writer.Line("}");
        if (inside && !marked.ContainingNamespace.IsGlobalNamespace) writer.Line("}");
    }

    private void WriteClass(CopyWriter writer)
    {
        string[] models = [.. programs.Select(Model)];
        writer.Line("internal static class CompiledRegistration");
        writer.Line("{");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line($"internal static void Register() => {Contract}CompiledModels.Register(Models);");
        writer.Line("");
        writer.Line($"private static {Models} Models() =>");
        writer.Line("[");
        foreach (string model in models) writer.Line(model);
        writer.Line("];");
        foreach (string method in conversions.Methods)
        {
            writer.Line("");
            writer.Line(method);
        }
        writer.Line("}");
    }

    private string Model(MarkedProgram program)
    {
        ISymbol symbol = program.Declared.Symbol;
        string data = names.Original(program.Data), name = CopyNames.Escaped(symbol.Name);
        return $"new((global::Ppl.Program<{data}>){names.Original(marked)}.{name}, static data => {Twin.Alias}::Ppl.Symbolic.SymbolicDensity.Of(() => {names.Owner(symbol)}.{name}({conversions.Of(program.Data, $"({data})data")}))),";
    }

    private static string Kind(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };

    private static IEnumerable<INamedTypeSymbol> TypesIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TypesIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(TypesIn).Prepend(named),
        _ => [],
    };
}
