using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary><c>async</c>, <c>await</c> or <c>yield</c>.</summary>
    public static Refusal Suspended(Location place, string keyword) =>
        new("PPL421", place, $"\"{keyword}\" leaves a program before its end", "write a method that runs through, and returns a list or an array where it returned a sequence");
}
