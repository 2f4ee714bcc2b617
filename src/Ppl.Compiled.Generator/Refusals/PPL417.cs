using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A dtype or a device.</summary>
    public static Refusal DtypeOrDevice(SyntaxNode place) =>
        new("PPL417", place.GetLocation(), $"\"{Short(place)}\" chooses a dtype or a device", "leave it out: a compiled density computes in float64 on the processor; write numbers, which take the dtype of what they meet");
}
