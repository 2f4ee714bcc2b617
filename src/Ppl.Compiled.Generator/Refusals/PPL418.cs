using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A type, member or overload that symbolic tensors lack.</summary>
    /// <param name="place">Where the program uses it.</param>
    /// <param name="name">What it is.</param>
    /// <param name="compiler">What the compiler says of the copy; null where it need not be asked.</param>
    public static Refusal NoCounterpart(Location place, string name, string? compiler = null) =>
        new("PPL418", place, $"\"{name}\" has no counterpart among symbolic tensors{(compiler is null ? "" : $" ({compiler.TrimEnd('.')})")}",
            "write it with the operators that docs/compiled.md lists, or leave [Compiled] out: the program then keeps its traced density");
}
