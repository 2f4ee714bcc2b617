using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A helper whose source is elsewhere.</summary>
    public static Refusal ForeignHelper(Location place, string name, string assembly) =>
        new("PPL419", place, $"\"{name}\" of {assembly} takes or returns tensors, and its source is not in this project", "move it into this project, so that it is copied with the program");
}
