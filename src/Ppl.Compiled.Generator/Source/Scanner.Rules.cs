using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>What a program to be compiled must not do.</summary>
internal sealed partial class Scanner
{
    private static readonly HashSet<string> Readings =
        ["item", "data", "tolist", "ToBoolean", "ToByte", "ToSByte", "ToInt16", "ToInt32", "ToInt64", "ToHalf", "ToSingle", "ToDouble", "ToComplexFloat32", "ToComplexFloat64", "ToScalar"];

    private static readonly HashSet<string> Lifetimes =
        ["Dispose", "DisposeWith", "DetachFromDisposeScope", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope", "NewDisposeScope", "WrappedTensorDisposeScope", "no_grad", "inference_mode", "enable_grad", "set_grad_enabled"];

    private void Check(SyntaxNode node)
    {
        switch (node)
        {
            case AwaitExpressionSyntax await:
                scan.Refusals.Add(Refusals.Suspended(await.GetLocation(), "await"));
                break;
            case YieldStatementSyntax yield:
                scan.Refusals.Add(Refusals.Suspended(yield.GetLocation(), "yield"));
                break;
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method:
                CheckCall(call, method);
                break;
            case CastExpressionSyntax cast when ReadBy(cast) is { } reading:
                CheckReading(cast, cast.Expression, reading);
                break;
            case BinaryExpressionSyntax comparison when IsOfTensors(comparison):
                scan.Refusals.Add(Refusals.ComparedTensors(comparison));
                break;
            case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } assignment when IsTensor(element.Expression):
                scan.Refusals.Add(Refusals.ElementsAssigned(assignment));
                break;
            case LocalDeclarationStatementSyntax declaration when declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword):
                if (declaration.Declaration.Variables.Any(variable => variable.Initializer is { } initializer && IsLifetime(initializer.Value))) scan.Refusals.Add(Refusals.Lifetime(declaration));
                break;
            case UsingStatementSyntax { Expression: { } owned } when IsLifetime(owned):
                scan.Refusals.Add(Refusals.Lifetime(owned));
                break;
            case UsingStatementSyntax { Declaration: { } declared } when declared.Variables.Any(variable => variable.Initializer is { } initializer && IsLifetime(initializer.Value)):
                scan.Refusals.Add(Refusals.Lifetime(declared));
                break;
        }
    }

    private void CheckCall(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        INamedTypeSymbol owner = method.ContainingType;
        ExpressionSyntax? receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        bool ofTorch = owner.ContainingNamespace.Name == "TorchSharp", ofTensor = Twin.IsTensor(owner) || (ofTorch && receiver is not null && IsTensor(receiver));
        if (owner is { Name: "Primitives", ContainingNamespace.Name: "Ppl" } && twin.Mirrors(owner) && method.Name is "Param" or "Module")
            scan.Refusals.Add(Refusals.Parameter(call.GetLocation(), method.Name));
        else if (ofTensor && method.Name.EndsWith("_", StringComparison.Ordinal)) scan.Refusals.Add(Refusals.InPlace(call, method.Name));
        else if (ofTensor && receiver is not null && Readings.Contains(method.Name)) CheckReading(call, receiver, method);
        else if (ofTorch && Lifetimes.Contains(method.Name)) scan.Refusals.Add(Refusals.Lifetime(call));
        else if (IsForeign(method)) AddForeign(method, call);
        else if (ofTorch) CheckDtypes(call, method, ofTensor);
    }

    /// <summary>Whether a member of another project takes or returns mirrored tensors, and is not mirrored itself.</summary>
    private bool IsForeign(ISymbol member) =>
        member.ContainingAssembly is { } home && !SymbolEqualityComparer.Default.Equals(home, model.Compilation.Assembly)
        && !OwnersOf(member.ContainingType).Any(twin.Mirrors) && twin.MentionedBy(member.OriginalDefinition is IMethodSymbol { ReducedFrom: { } whole } ? whole : member.OriginalDefinition);

    /// <summary>Whether a type of another project is made of a mirrored one, as a distribution is, and is not mirrored itself.</summary>
    private bool IsForeign(INamedTypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly) || twin.Mirrors(type)) return false;
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
            if (twin.Mirrors(parent)) return true;
        return false;
    }

    private void AddForeign(ISymbol member, SyntaxNode place)
    {
        string name = member.ContainingType is { } owner ? $"{owner.Name}.{member.Name}" : member.Name;
        scan.Refusals.Add(Twin.IsLibrary(member.ContainingAssembly)
            ? Refusals.NoCounterpart(place.GetLocation(), name)
            : Refusals.ForeignHelper(place.GetLocation(), name, member.ContainingAssembly.Name));
    }

    private static IEnumerable<INamedTypeSymbol> OwnersOf(ITypeSymbol? type)
    {
        for (INamedTypeSymbol? owner = type as INamedTypeSymbol; owner is not null; owner = owner.ContainingType) yield return owner;
    }

    private IMethodSymbol? ReadBy(CastExpressionSyntax cast) =>
        IsTensor(cast.Expression) && model.GetSymbolInfo(cast).Symbol is IMethodSymbol { MethodKind: MethodKind.Conversion } conversion && Twin.IsTensor(conversion.ContainingType) ? conversion : null;

    private void CheckReading(ExpressionSyntax reading, ExpressionSyntax tensor, IMethodSymbol by)
    {
        if (!twin.Reads(by) || !IsData(tensor)) scan.Refusals.Add(Refusals.NumberOfLatent(reading));
    }

    private bool IsOfTensors(BinaryExpressionSyntax comparison) =>
        comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && (IsTensor(comparison.Left) || IsTensor(comparison.Right));

    private bool IsTensor(ExpressionSyntax expression) => Twin.IsTensor(model.GetTypeInfo(expression).Type);

    /// <summary>Whether a resource is there for the lifetime of tensors; a plate is not.</summary>
    private bool IsLifetime(ExpressionSyntax resource) =>
        model.GetTypeInfo(resource).Type is { } type && (Twin.IsTensor(type) || type.Name == "TensorScope");

    /// <summary>Whether a value is sure to follow from the program's data alone.</summary>
    private bool IsData(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => IsData(model.GetSymbolInfo(name).Symbol));

    private bool IsData(ISymbol? symbol) => symbol switch
    {
        IParameterSymbol parameter => IsDataParameter(parameter),
        ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } => DefinitionOf(declaration.GetSyntax(cancel)) is { } definition && IsData(definition),
        IMethodSymbol method => !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly) && method.ContainingType.Name != "Primitives",
        _ => true,
    };

    private bool IsDataParameter(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method && (method.MethodKind == MethodKind.AnonymousFunction
        ? parameter.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancel).FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda && IsProgram(model.GetTypeInfo(lambda).ConvertedType)
        : method is { ReturnsVoid: true, Parameters.Length: 1 } && method.ContainingType.GetAttributes().Concat(method.GetAttributes()).Any(MarkedClass.IsMark));

    /// <summary>What a local was given where it was declared; null for one that got no value there.</summary>
    private static ExpressionSyntax? DefinitionOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } => value,
        SingleVariableDesignationSyntax designation => designation.Ancestors().Select(TakenApart).FirstOrDefault(whole => whole is not null),
        ForEachStatementSyntax loop => loop.Expression,
        _ => null,
    };

    /// <summary>What a deconstruction or a pattern looks into.</summary>
    private static ExpressionSyntax? TakenApart(SyntaxNode around) => around switch
    {
        AssignmentExpressionSyntax deconstruction => deconstruction.Right,
        ForEachVariableStatementSyntax loop => loop.Expression,
        IsPatternExpressionSyntax test => test.Expression,
        SwitchExpressionSyntax choice => choice.GoverningExpression,
        SwitchStatementSyntax choice => choice.Expression,
        _ => null,
    };

    public static bool IsProgram(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Program", Arity: 1, TypeKind: TypeKind.Delegate, ContainingNamespace: { Name: "Ppl", ContainingNamespace.IsGlobalNamespace: true } };
}
