using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>What is done with maps as a whole.</summary>
internal static class IndexMaps
{
    /// <summary>0, 1, 2, ...</summary>
    public static StridedMap Identity(int count) => new([count], [1]);

    /// <summary>One index for so many elements.</summary>
    public static StridedMap Spread(int count, int index = 0) => new([count], [0], index);

    /// <summary>The indices as strides, where they are.</summary>
    public static IndexMap Of(int[] indices)
    {
        List<int> lengths = [], strides = [];
        for (int step = 1; step < indices.Length;)
        {
            // How often one stride leads from each block of so many elements to the next.
            int stride = indices[step] - indices[0], length = 1;
            while ((long)length * step < indices.Length && indices[length * step] == indices[0] + length * stride) length++;
            if (indices.Length % ((long)length * step) != 0) return new TableMap(indices);
            lengths.Insert(0, length);
            strides.Insert(0, stride);
            step *= length;
        }
        var map = new StridedMap([.. lengths], [.. strides], indices.Length == 0 ? 0 : indices[0]);
        return indices.Length == 0 ? new StridedMap([0], [0]) : map.ToArray().AsSpan().SequenceEqual(indices) ? map : new TableMap(indices);
    }

    /// <summary>The index that the second gives for the one that the first gives; null where that would be a table longer than the second.</summary>
    public static IndexMap? Compose(IndexMap first, IndexMap second)
    {
        if (first is StridedMap { IsIdentity: true } && first.Count == second.Count) return second;
        if (second is StridedMap { IsIdentity: true }) return first;
        if (first is StridedMap one && second is StridedMap two && TryCompose(one, two) is { } composed) return composed;
        if (first.Count > second.Count && second is TableMap && first is StridedMap) return null;
        int[] indices = first.ToArray(), inner = second.ToArray();
        for (int i = 0; i < indices.Length; i++) indices[i] = inner[indices[i]];
        return Of(indices);
    }

    /// <summary>
    /// Lengths of dims, from the outermost, that are whole parts of all the given dims: the coarsest ones; null where there are none. Lengths of 1 do not occur.
    /// </summary>
    public static int[]? CommonDims(ReadOnlySpan<int> shape, params ReadOnlySpan<StridedMap> maps)
    {
        // What is left of the innermost dim that is not done, of the shape and of each map, and how many dims are outside of it.
        Span<int> left = stackalloc int[maps.Length + 1], outside = stackalloc int[maps.Length + 1];
        left.Fill(1);
        int most = 0;
        for (int i = 0; i < left.Length; i++) most += outside[i] = Lengths(shape, maps, i).Length;
        Span<int> dims = stackalloc int[most];
        int first = most;
        while (true)
        {
            int common = int.MaxValue, done = 0;
            for (int i = 0; i < left.Length; i++)
            {
                while (left[i] == 1 && outside[i] > 0) left[i] = Lengths(shape, maps, i)[--outside[i]];
                if (left[i] == 1) done++;
                else common = Math.Min(common, left[i]);
            }
            if (done == left.Length) break;
            if (done > 0 || common == 0) return null;
            foreach (ref int length in left)
            {
                (length, int rest) = Math.DivRem(length, common);
                if (rest != 0) return null;
            }
            dims[--first] = common;
        }
        return dims[first..].ToArray();

        static ReadOnlySpan<int> Lengths(ReadOnlySpan<int> shape, ReadOnlySpan<StridedMap> maps, int i) => i == 0 ? shape : maps[i - 1].Lengths.AsSpan();
    }

    /// <summary>Row-major strides over the dims that are kept, 0 along the others.</summary>
    public static StridedMap Projection(ReadOnlySpan<int> dims, ReadOnlySpan<bool> isKept)
    {
        int[] strides = new int[dims.Length];
        for (int dim = dims.Length - 1, stride = 1; dim >= 0; dim--)
        {
            if (!isKept[dim]) continue;
            strides[dim] = stride;
            stride *= dims[dim];
        }
        return new StridedMap([.. dims], [.. strides]);
    }

    /// <summary>The part of a map where the dims that are not kept stand at their first element.</summary>
    public static StridedMap Kept(StridedMap map, int[] dims, bool[] isKept) => new(Kept(dims, isKept), Kept(map.StridesOver(dims)!, isKept), map.Offset);

    /// <summary>What belongs to the dims that are kept, of what belongs to all dims.</summary>
    public static ImmutableArray<int> Kept(ReadOnlySpan<int> ofDims, ReadOnlySpan<bool> isKept)
    {
        Span<int> kept = stackalloc int[ofDims.Length];
        int count = 0;
        for (int dim = 0; dim < ofDims.Length; dim++)
            if (isKept[dim]) kept[count++] = ofDims[dim];
        return [.. kept[..count]];
    }

    /// <summary>Does it give each of so many indices?</summary>
    public static bool IsOnto(IndexMap map, int count)
    {
        if (count > map.Count) return false;
        bool[] isGiven = new bool[count];
        foreach (int index in map.ToArray()) isGiven[index] = true;
        return !isGiven.Contains(false);
    }

    /// <summary>The map back, of one that gives each of so many indices once; null for others.</summary>
    public static IndexMap? Inverse(IndexMap map)
    {
        if (map is StridedMap { IsIdentity: true }) return map;
        if (map is StridedMap { Repeats: true }) return null;
        int[] inverse = new int[map.Count], indices = map.ToArray();
        Array.Fill(inverse, -1);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= inverse.Length || inverse[indices[i]] >= 0) return null;
            inverse[indices[i]] = i;
        }
        return Of(inverse);
    }

    // Writes the offset and the strides of the first in the digits of the second's dims; they compose where no digit overflows on the way.
    private static StridedMap? TryCompose(StridedMap first, StridedMap second)
    {
        int dims = second.Lengths.Length;
        if (first.Count == 0) return new StridedMap([0], [0]);
        Span<int> lowest = stackalloc int[dims], highest = stackalloc int[dims];
        int offset = second.Offset, rest = first.Offset;
        for (int k = dims - 1; k >= 0; k--)
        {
            (rest, int digit) = Math.DivRem(rest, second.Lengths[k]);
            lowest[k] = highest[k] = digit;
            offset += digit * second.Strides[k];
        }
        int[] strides = new int[first.Strides.Length];
        for (int d = 0; d < strides.Length; d++)
        {
            rest = Math.Abs(first.Strides[d]);
            int sign = Math.Sign(first.Strides[d]);
            for (int k = dims - 1; k >= 0; k--)
            {
                (rest, int digit) = Math.DivRem(rest, second.Lengths[k]);
                strides[d] += sign * digit * second.Strides[k];
                (sign < 0 ? ref lowest[k] : ref highest[k]) += sign * digit * (first.Lengths[d] - 1);
            }
            if (rest != 0) return null;
        }
        for (int k = 0; k < dims; k++)
            if (lowest[k] < 0 || highest[k] >= second.Lengths[k]) return null;
        return new StridedMap(first.Lengths, [.. strides], offset);
    }
}
