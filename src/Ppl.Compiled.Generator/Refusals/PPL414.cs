using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>The number of a tensor that depends on latents, or may.</summary>
    public static Refusal NumberOfLatent(ExpressionSyntax reading) =>
        new("PPL414", reading.GetLocation(), $"\"{Short(reading)}\" reads the number of a tensor that is not data, as for a branch",
            "write torch.where in place of the branch; read numbers from the program's own parameter, and hand them on");

    /// <summary>Tensors compared by an operator.</summary>
    public static Refusal ComparedTensors(ExpressionSyntax comparison) =>
        new("PPL414", comparison.GetLocation(), $"\"{Short(comparison)}\" compares tensors", "write a.eq(b) or a.ne(b) to compare elements, and \"is null\" to ask whether there is a tensor");
}
