using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary><c>Param</c> or <c>Module</c> in a program.</summary>
    public static Refusal Parameter(Location place, string primitive) =>
        new("PPL420", place, $"\"{primitive}\" has parameters to be learnt, which a density has not", "give the parameter a prior by Sample; keep guides in a class without [Compiled]");
}
