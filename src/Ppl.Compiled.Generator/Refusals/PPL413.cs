using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A tensor in a static field.</summary>
    public static Refusal CapturedTensor(Location place, string name) =>
        new("PPL413", place, $"\"{name}\" holds a tensor that the program does not get as data", "make it a part of the program's data, or keep it as numbers: const double, or readonly double[]");

    /// <summary>A static field that may be assigned again.</summary>
    public static Refusal ChangingState(Location place, string name) =>
        new("PPL413", place, $"\"{name}\" can change, and a compiled density would not follow", "make it const or readonly, or a part of the program's data");

    /// <summary>A static field whose value the copy cannot make again.</summary>
    public static Refusal WithoutInitializer(Location place, string name) =>
        new("PPL413", place, $"\"{name}\" has no initialiser that the copy of the program could take", "give it its value where it is declared");
}
