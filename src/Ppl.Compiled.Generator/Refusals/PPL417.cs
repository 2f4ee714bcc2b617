using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A dtype or a device that a compiled density has not.</summary>
    public static Refusal DtypeOrDevice(SyntaxNode place) =>
        new("PPL417", place.GetLocation(), $"\"{Short(place)}\" chooses a dtype or a device", "leave it out: a compiled density computes in float64 on the processor; it takes float64, int64, bool, torch.CPU, and dtype and device of another tensor");

    /// <summary>A 0 that was meant for a dim.</summary>
    public static Refusal ZeroAsDtype(SyntaxNode call) =>
        new("PPL417", call.GetLocation(), $"\"{Short(call)}\" takes its 0 for a dtype, as C# prefers an enumeration to a number", "write \"dim: 0\", or \"0L\"");
}
