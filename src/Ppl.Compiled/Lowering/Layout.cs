namespace Ppl.Compilation;

/// <summary>
/// How an array is cut into lanes: the longest dim runs along a lane, the others across. An array of few elements has a lane for each, one whose other dims are long too is one
/// lane of all its elements.
/// </summary>
/// <param name="Lanes">How many lanes there are.</param>
/// <param name="Length">How many elements each has.</param>
/// <param name="Stride">By how much the index of an element grows along a lane.</param>
internal readonly record struct Layout(int Lanes, int Length, int Stride)
{
    /// <summary>Dims up to this length are unrolled.</summary>
    public const int Unrolled = 16;

    /// <summary>Arrays of short dims up to this many elements are numbers.</summary>
    public const int MostNumbers = 256;

    /// <summary>More lanes than this are one.</summary>
    public const int MostLanes = 64;

    /// <summary>The layout of an array.</summary>
    public static Layout Of(ReadOnlySpan<int> shape)
    {
        int count = 1, longest = 1, after = 1;
        foreach (int length in shape)
        {
            count *= length;
            (longest, after) = length >= longest ? (length, 1) : (longest, after * length);
        }
        if (longest <= Unrolled && count <= MostNumbers) return new(count, 1, 1);
        return count <= MostLanes * longest ? new(count / longest, longest, after) : new(1, count, 1);
    }

    /// <summary>The index of an element of a lane.</summary>
    public int IndexOf(int lane, int position) => (lane / Stride * Length + position) * Stride + lane % Stride;

    /// <summary>Where the element of an index is.</summary>
    public (int Lane, int Position) Locate(int index)
    {
        if (Length == 1) return (index, 0);
        (int outer, int rest) = Math.DivRem(index, Length * Stride);
        (int position, int inner) = Math.DivRem(rest, Stride);
        return (outer * Stride + inner, position);
    }
}
