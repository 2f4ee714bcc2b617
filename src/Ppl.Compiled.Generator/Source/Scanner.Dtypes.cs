using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

/// <summary>Which dtypes and devices a program to be compiled may name: those that its density has anyway.</summary>
internal sealed partial class Scanner
{
    /// <summary>Methods that are a dtype or a device by their name, and no symbolic tensor has.</summary>
    private static readonly HashSet<string> Moves = ["type", "type_as", "cuda", "float", "half", "int", "short", "byte"];

    /// <summary>Methods that go to the dtype or device of an argument.</summary>
    private static readonly HashSet<string> MovesByArgument = ["to", "to_type"];

    /// <summary>Numbers are float64, indices int64, flags bool, all of them on the processor; and what is made like another tensor is as that is.</summary>
    private static readonly HashSet<string> Had = ["float64", "double", "Float64", "int64", "long", "Int64", "bool", "Bool", "CPU", "dtype", "device"];

    private void CheckDtypes(InvocationExpressionSyntax call, IMethodSymbol method, bool ofTensor)
    {
        ExpressionSyntax[] arguments = [.. call.ArgumentList.Arguments.Select(argument => argument.Expression)];
        bool moves = ofTensor && MovesByArgument.Contains(method.Name);
        if (ofTensor && Moves.Contains(method.Name) || moves && !arguments.All(IsHad))
        {
            scan.Refusals.Add(Refusals.DtypeOrDevice(call));
            return;
        }
        foreach (ExpressionSyntax argument in arguments)
        {
            if (IsZeroAsDtype(argument)) scan.Refusals.Add(Refusals.ZeroAsDtype(call));
            else if (!IsHad(argument)) scan.Refusals.Add(Refusals.DtypeOrDevice(argument.Parent!));
        }
    }

    private bool IsHad(ExpressionSyntax argument) =>
        !IsDtypeOrDevice(model.GetTypeInfo(argument).Type) || (model.GetSymbolInfo(argument).Symbol is (IFieldSymbol or IPropertySymbol) and { ContainingNamespace.Name: "TorchSharp" } named && Had.Contains(named.Name));

    /// <summary>The compiler takes a bare 0 for the first value of an enumeration sooner than for a dim: <c>x.sum(0)</c> is a sum over all dims, in bytes.</summary>
    private bool IsZeroAsDtype(ExpressionSyntax argument) =>
        model.GetTypeInfo(argument) is { Type.SpecialType: SpecialType.System_Int32, ConvertedType: INamedTypeSymbol { TypeArguments: [var dtype] } } && IsDtypeOrDevice(dtype);

    private static bool IsDtypeOrDevice(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "ScalarType" or "Device" or "DeviceType", ContainingNamespace.Name: "TorchSharp" };
}
