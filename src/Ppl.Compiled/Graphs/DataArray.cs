namespace Ppl.Compilation;

/// <summary>What the elements of an array are.</summary>
public enum ElementKind
{
    /// <summary>Numbers of 64 bits.</summary>
    Float64,

    /// <summary>Numbers of 32 bits.</summary>
    Float32,

    /// <summary>Whole numbers.</summary>
    Int64,

    /// <summary>1 for true, 0 for false.</summary>
    Bool,
}

/// <summary>Data: numbers in managed memory, never written again.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="Shape">The lengths of the dims.</param>
/// <param name="Kind">What they were before they became doubles.</param>
public sealed record DataArray(double[] Values, long[] Shape, ElementKind Kind = ElementKind.Float64);
