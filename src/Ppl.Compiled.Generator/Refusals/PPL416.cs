using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>Lifetimes of tensors, which engines look after.</summary>
    public static Refusal Lifetime(SyntaxNode place) =>
        new("PPL416", place.GetLocation(), $"\"{Short(place)}\" looks after the lifetime of tensors", "leave it out: engines own what a program makes, and symbolic tensors hold no memory");
}
