using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ppl.Generator;

/// <summary>A class that is marked, or some of whose methods are, on the way to its copy.</summary>
internal sealed class MarkedClass
{
    private readonly Compilation compilation;
    private readonly INamedTypeSymbol type;
    private readonly Location place;
    private readonly CancellationToken cancel;
    private readonly List<Refusal> refusals = [];
    private bool doesNotCompile;

    private MarkedClass(Compilation compilation, INamedTypeSymbol type, Location place, CancellationToken cancel)
    {
        this.compilation = compilation;
        this.type = type;
        this.place = place;
        this.cancel = cancel;
    }

    /// <summary>The copy of the class that a mark stands on or in; null where another mark of the class brings it.</summary>
    public static GeneratedCopy? Copy(GeneratorAttributeSyntaxContext mark, CancellationToken cancel)
    {
        INamedTypeSymbol type = mark.TargetSymbol as INamedTypeSymbol ?? mark.TargetSymbol.ContainingType;
        if (mark.TargetSymbol is IMethodSymbol && (IsMarked(type) || !SymbolEqualityComparer.Default.Equals(FirstMarked(type, mark.TargetSymbol), mark.TargetSymbol))) return null;
        return new MarkedClass(mark.SemanticModel.Compilation, type, NameOf(mark.TargetNode), cancel).Copy(mark.TargetSymbol);
    }

    public static bool IsMark(AttributeData attribute) => attribute.AttributeClass is { Name: "CompiledAttribute", ContainingNamespace: { Name: "Ppl", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(IsMark);

    /// <summary>The first marked method of a class; a local function, which is none of its members, stands for itself.</summary>
    private static ISymbol FirstMarked(INamedTypeSymbol type, ISymbol marked) => type.GetMembers().FirstOrDefault(member => member is IMethodSymbol && IsMarked(member)) is { } first && marked is IMethodSymbol { MethodKind: MethodKind.Ordinary } ? first : marked;

    private static Location NameOf(SyntaxNode declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.GetLocation(),
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };

    private GeneratedCopy Copy(ISymbol marked)
    {
        bool isWhole = marked is INamedTypeSymbol;
        if (isWhole && !type.IsStatic) return Refused(Refusals.ClassNotStatic(place, type));
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
            if (outer.Arity > 0) return Refused(Refusals.GenericClass(place, type));
        if (Twin.Of(compilation) is not { } twin) return Refused(Refusals.NoTwin(place));
        var reach = new Reach(compilation, twin, cancel);
        MarkedProgram[] programs = isWhole ? [.. Programs(reach)] : [.. MarkedMethods(marked, reach)];
        if (refusals.Count > 0) return Refused();
        if (programs.Length == 0) return Refused(Refusals.NothingToCompile(place, type));
        return Copy(programs, twin, reach);
    }

    /// <summary>The programs of a marked class: those of its fields and properties, and the methods that perform effects.</summary>
    private IEnumerable<MarkedProgram> Programs(Reach reach)
    {
        foreach (ISymbol member in type.GetMembers().Where(member => member is { IsStatic: true, IsImplicitlyDeclared: false }))
        {
            ITypeSymbol? data = member switch
            {
                IMethodSymbol { Parameters: [var only] } method when MarkedProgram.Fault(method) is null => only.Type,
                IFieldSymbol { Type: INamedTypeSymbol { TypeArguments: [var argument] } stored } when Scanner.IsProgram(stored) => argument,
                IPropertySymbol { IsIndexer: false, Type: INamedTypeSymbol { TypeArguments: [var argument] } stored } when Scanner.IsProgram(stored) => argument,
                _ => null,
            };
            if (data is null || reach.Of(member) is not { } declared) continue;
            if (member is IPropertySymbol && !MarkedProgram.IsAlwaysTheSame(declared.Declarations[0])) refusals.Add(Refusals.MadeAnew(member.Locations[0], member.Name));
            if (member is not IMethodSymbol || IsMarked(member) || Reach.PerformsEffects(declared)) yield return new(declared, data);
        }
    }

    private IEnumerable<MarkedProgram> MarkedMethods(ISymbol marked, Reach reach)
    {
        IMethodSymbol[] methods = marked is IMethodSymbol { MethodKind: MethodKind.LocalFunction } local ? [local] : [.. type.GetMembers().OfType<IMethodSymbol>().Where(IsMarked)];
        foreach (IMethodSymbol method in methods)
        {
            if (MarkedProgram.Fault(method) is { } fault) refusals.Add(Refusals.NoProgram(NameOf(method.DeclaringSyntaxReferences[0].GetSyntax(cancel)), method.Name, fault));
            else if (reach.Of(method) is { } declared) yield return new(declared, method.Parameters[0].Type);
        }
    }

    private GeneratedCopy Copy(MarkedProgram[] programs, Twin twin, Reach reach)
    {
        string root = $"TwinCopy.{FullName.Replace('.', '_')}";
        var plan = new CopyPlan(compilation, reach, programs.Select(program => program.Declared));
        var names = new CopyNames(twin, root, plan.IsCopied);
        var conversions = new DataConversions(plan, reach, names);
        foreach (MarkedProgram program in programs)
        {
            conversions.Of(program.Data, "data");
            if (conversions.Obstacle is not { } obstacle) continue;
            refusals.Add(Refusals.Data(DataPlace(program), obstacle.Type, obstacle.Why));
            break;
        }
        ISymbol? hidden = Registration.Private(plan, programs);
        if (hidden is not null && !plan.IsAccessible(type)) refusals.Add(Refusals.PrivateType(place, hidden.Name));
        else if (hidden is not null && !Registration.IsPartial(type)) refusals.Add(Refusals.PrivateProgram(place, hidden.Name, type.Name));
        if (conversions.HasTensors && compilation.GetTypeByMetadataName("Ppl.Infer.TensorData") is null) refusals.Add(Refusals.NoEngine(place));
        refusals.AddRange(plan.Refusals);

        var writer = new CopyWriter(names);
        writer.Line("// <auto-generated/>");
        writer.Line($"// The programs of {FullName} once more, over symbolic tensors.");
        writer.Line("#nullable enable");
        writer.Line("#pragma warning disable");
        writer.Line($"extern alias {Twin.Alias};");
        writer.Line("");
        writer.Line($"namespace {CopyNames.Escaped(root)}");
        writer.Line("{");
        foreach (string space in Usings(plan, twin, names)) writer.Line($"using {space};");
        new CopiedTypes(writer, plan.Copied).Write(root);
        var registration = new Registration(type, programs, names, conversions);
        if (hidden is null) registration.Write(writer, inside: false);
        writer.Line("}");
        if (hidden is not null) registration.Write(writer, inside: true);
        // A copy that lacks a part would be blamed for it.
        if (refusals.All(refusal => refusal.Code is not ("PPL412" or "PPL413" or "PPL422" or "PPL423"))) CheckWith(writer);
        return refusals.Count > 0 || doesNotCompile ? Refused() : new(HintName, writer.ToString(), []);
    }

    /// <summary>The namespaces of extensions that are called as members.</summary>
    private static IEnumerable<string> Usings(CopyPlan plan, Twin twin, CopyNames names) => plan.Copied
        .SelectMany(declared => declared.Scan.Extensions)
        .SelectMany(extensions => NamespacesOf(extensions, twin, names, plan))
        .Distinct().OrderBy(space => space, StringComparer.Ordinal);

    private static IEnumerable<string> NamespacesOf(INamedTypeSymbol extensions, Twin twin, CopyNames names, CopyPlan plan)
    {
        if (extensions.GetMembers().Any(plan.IsCopied) || extensions.GetTypeMembers().Any(plan.IsCopied)) yield return $"global::{names.Namespace(extensions)}";
        if (!extensions.ContainingNamespace.IsGlobalNamespace) yield return $"{(twin.Mirrors(extensions) ? Twin.Alias : "global")}::{CopyNames.Escaped(extensions.ContainingNamespace.ToDisplayString())}";
    }

    /// <summary>Lets the compiler look at the copy: what it holds against it is something that symbolic tensors lack.</summary>
    private void CheckWith(CopyWriter writer)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(writer.ToString()), (CSharpParseOptions)type.DeclaringSyntaxReferences[0].SyntaxTree.Options, cancellationToken: cancel);
        foreach (Diagnostic error in compilation.AddSyntaxTrees(tree).GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancel))
        {
            if (error.DefaultSeverity != DiagnosticSeverity.Error) continue;
            Location origin = writer.Origin(error.Location.SourceSpan) ?? place;
            if (DoesNotCompile(origin)) doesNotCompile = true;
            else if (!IsRefused(origin)) refusals.Add(Refusals.NoCounterpart(origin, origin.SourceTree!.GetText(cancel).ToString(origin.SourceSpan), WhatOf(error)));
        }
    }

    /// <summary>The compiler's words, without its guess that a using is missing.</summary>
    private static string WhatOf(Diagnostic error)
    {
        string message = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        int guess = message.IndexOf(" and no accessible extension method", StringComparison.Ordinal);
        return guess < 0 ? message : message.Substring(0, guess);
    }

    private bool IsRefused(Location origin)
    {
        LinePositionSpan lines = origin.GetLineSpan().Span;
        return refusals.Any(refusal => refusal.Path == origin.SourceTree!.FilePath && refusal.Lines.Start.Line <= lines.End.Line && refusal.Lines.End.Line >= lines.Start.Line);
    }

    /// <summary>Whether the user's own source is at fault: the compiler tells so, and need not tell it again of a copy.</summary>
    private bool DoesNotCompile(Location origin) =>
        compilation.GetSemanticModel(origin.SourceTree!).GetDiagnostics(origin.SourceSpan, cancel).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private Location DataPlace(MarkedProgram program) => program.Declared.Declarations[0] switch
    {
        MethodDeclarationSyntax { ParameterList.Parameters: [{ Type: { } parameter }] } => parameter.GetLocation(),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax fields } => fields.Type.GetLocation(),
        PropertyDeclarationSyntax property => property.Type.GetLocation(),
        _ => place,
    };

    private string FullName => Twin.MetadataName(type).Replace('+', '.');

    private string HintName => $"{FullName}.Compiled.g.cs";

    private GeneratedCopy Refused(params Refusal[] more) =>
        new(HintName, Source: null, [.. refusals.Concat(more).Distinct().OrderBy(refusal => refusal.Path, StringComparer.Ordinal).ThenBy(refusal => refusal.Span.Start)]);
}
