using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A marked class in which nothing is to be compiled.</summary>
    public static Refusal NothingToCompile(Location place, INamedTypeSymbol type) =>
        new("PPL424", place, $"class \"{type.Name}\" has no program",
            "a program is a static void method of one parameter that performs effects, or a static readonly field or property of type Program<TData>: write one, or leave [Compiled] out");
}
