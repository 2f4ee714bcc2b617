using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>An operator that writes into its tensor.</summary>
    public static Refusal InPlace(ExpressionSyntax call, string method) =>
        new("PPL415", call.GetLocation(), $"\"{Short(call)}\" writes into a tensor", $"write \"{method.TrimEnd('_')}\", which returns a new one");

    /// <summary>An assignment to elements.</summary>
    public static Refusal ElementsAssigned(ExpressionSyntax assignment) =>
        new("PPL415", assignment.GetLocation(), $"\"{Short(assignment)}\" writes into a tensor", "make a new tensor of the parts: torch.stack, torch.cat or torch.where");
}
