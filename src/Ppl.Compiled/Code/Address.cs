namespace Ppl.Compilation;

/// <summary>Where numbers lie.</summary>
internal enum Memory
{
    /// <summary>The point: read only.</summary>
    Point,

    /// <summary>What the caller gets, beside the value: the gradient, or the values of sites. Written only, each number once or by accumulation after a <see cref="Fill"/>.</summary>
    Result,

    /// <summary>Data and what follows from them: read only, shared by chains.</summary>
    Constants,

    /// <summary>Each chain's own.</summary>
    Workspace,
}

/// <summary>
/// A place in memory: offset + stride · i, or, with a table, offset + tables[table + stride · i]; i is the counter of the innermost loop, 0 outside loops.
/// </summary>
/// <param name="Memory">Which memory.</param>
/// <param name="Offset">Where i = 0 lies, or to what the table adds.</param>
/// <param name="Stride">By how much the place, or the place in the table, moves with i.</param>
/// <param name="Table">Where the indices begin in <see cref="Code.Tables"/>; -1 without a table.</param>
internal readonly record struct Address(Memory Memory, int Offset, int Stride = 0, int Table = -1)
{
    /// <summary>Does it look its index up?</summary>
    public bool HasTable => Table >= 0;
}
