using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>Something private that the registration must reach.</summary>
    public static Refusal PrivateProgram(Location place, string name, string type) =>
        new("PPL412", place, $"\"{name}\" is private, and the generated code must reach it", $"make class \"{type}\" and those around it partial, or \"{name}\" internal");

    /// <summary>Something private that the copy must reach, and cannot copy.</summary>
    public static Refusal PrivateType(Location place, string name) =>
        new("PPL412", place, $"\"{name}\" is private, or of one file, and the copy of the program must reach it", $"make \"{name}\" internal");
}
