using System.Collections.Immutable;

namespace Ppl.Generator;

/// <summary>What came of one marked class. Equal to another of the same content, so that the compiler does nothing where nothing changed.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Source">Its text; null where something was refused.</param>
/// <param name="Refusals">What was refused, in the order of its places.</param>
internal sealed record GeneratedCopy(string HintName, string? Source, ImmutableArray<Refusal> Refusals)
{
    public bool Equals(GeneratedCopy? other) =>
        other is not null && HintName == other.HintName && Source == other.Source && Refusals.SequenceEqual(other.Refusals);

    public override int GetHashCode() => Source?.GetHashCode() ?? Refusals.Length;
}
