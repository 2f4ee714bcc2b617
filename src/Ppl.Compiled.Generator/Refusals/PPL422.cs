using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>Data whose tensors cannot be handed to the copy.</summary>
    public static Refusal Data(Location place, string type, string why) =>
        new("PPL422", place, $"data of type \"{type}\" cannot be handed to the copy of the program: {why}",
            "take tensors, numbers, tuples, records with a primary constructor, and arrays, lists and dictionaries of these");
}
