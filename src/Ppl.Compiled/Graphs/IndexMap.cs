using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>An index for each element of an array: by strides where it can be, else by a table. Immutable; equal maps are equal values.</summary>
internal abstract class IndexMap : IEquatable<IndexMap>
{
    /// <summary>How many indices there are.</summary>
    public abstract int Count { get; }

    /// <summary>The index of an element.</summary>
    public abstract int this[int element] { get; }

    /// <summary>All indices, in the order of the elements.</summary>
    public abstract int[] ToArray();

    /// <inheritdoc/>
    public abstract bool Equals(IndexMap? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as IndexMap);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}

/// <summary>Offset + Σ strideₖ iₖ for the element (i₀, i₁, ...) of a shape; a stride of 0 broadcasts.</summary>
/// <remarks>
/// One form stands for all that say the same: neighbouring dims along which the index grows evenly are one, and dims of length 1 are none. So <see cref="Lengths"/> has
/// the right number of elements, but need not be the shape that the map was made with: <see cref="StridesOver"/> gives the strides over that.
/// </remarks>
internal sealed class StridedMap : IndexMap
{
    /// <param name="lengths">The shape of the elements.</param>
    /// <param name="strides">One for each of its dims.</param>
    /// <param name="offset">The index of the first element.</param>
    public StridedMap(ImmutableArray<int> lengths, ImmutableArray<int> strides, int offset = 0)
    {
        if (lengths.Length != strides.Length) throw new ArgumentException($"{lengths.Length} lengths, {strides.Length} strides", nameof(strides));
        Count = 1;
        foreach (int length in lengths) Count = checked(Count * length);
        (Lengths, Strides) = Count == 0 ? ([0], [0]) : Merge(lengths, strides);
        Offset = offset;
    }

    /// <summary>The lengths of the dims that do not go on where the next one ends.</summary>
    public ImmutableArray<int> Lengths { get; }

    /// <summary>By how much the index grows along each dim.</summary>
    public ImmutableArray<int> Strides { get; }

    /// <summary>The index of the first element.</summary>
    public int Offset { get; }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int this[int element]
    {
        get
        {
            int index = Offset;
            for (int dim = Lengths.Length - 1; dim >= 0; dim--)
            {
                (element, int i) = Math.DivRem(element, Lengths[dim]);
                index += i * Strides[dim];
            }
            return index;
        }
    }

    /// <summary>Is it 0, 1, 2, ...?</summary>
    public bool IsIdentity => Offset == 0 && (Lengths.IsEmpty || (Lengths.Length == 1 && (Strides[0] == 1 || Count == 0)));

    /// <summary>Is it one index for all elements?</summary>
    public bool IsSpread => Lengths.IsEmpty || (Lengths.Length == 1 && Strides[0] == 0);

    /// <summary>Does it stand still along a dim?</summary>
    public bool Repeats
    {
        get
        {
            foreach (int stride in Strides)
                if (stride == 0) return true;
            return false;
        }
    }

    /// <summary>The strides along the dims of a shape of as many elements; null where it does not move evenly along them. A dim of length 1 has a stride of 0.</summary>
    public int[]? StridesOver(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        int own = Lengths.Length - 1, left = own < 0 ? 1 : Lengths[own], stride = own < 0 ? 0 : Strides[own];
        if (Count == 0) return strides;
        for (int dim = shape.Length - 1; dim >= 0; dim--)
        {
            if (shape[dim] == 1) continue;
            if (own < 0 || left % shape[dim] != 0) return null;
            strides[dim] = stride;
            (left, stride) = (left / shape[dim], stride * shape[dim]);
            if (left == 1 && --own >= 0) (left, stride) = (Lengths[own], Strides[own]);
        }
        return own < 0 ? strides : null;
    }

    /// <inheritdoc/>
    public override int[] ToArray()
    {
        int[] indices = new int[Count];
        if (Count == 0) return indices;
        indices[0] = Offset;
        // Along each dim, from the innermost, what is there comes again, a stride further each time.
        for (int dim = Lengths.Length - 1, there = 1; dim >= 0; dim--)
        {
            int stride = Strides[dim], end = there * Lengths[dim];
            for (int element = there; element < end; element++) indices[element] = indices[element - there] + stride;
            there = end;
        }
        return indices;
    }

    private static (ImmutableArray<int> Lengths, ImmutableArray<int> Strides) Merge(ImmutableArray<int> lengths, ImmutableArray<int> strides)
    {
        Span<int> merged = stackalloc int[lengths.Length], steps = stackalloc int[lengths.Length];
        int last = -1;
        for (int dim = 0; dim < lengths.Length; dim++)
        {
            if (lengths[dim] == 1) continue;
            if (last >= 0 && steps[last] == strides[dim] * lengths[dim]) merged[last] *= lengths[dim];
            else merged[++last] = lengths[dim];
            steps[last] = strides[dim];
        }
        return last == lengths.Length - 1 ? (lengths, strides) : ([.. merged[..(last + 1)]], [.. steps[..(last + 1)]]);
    }

    /// <inheritdoc/>
    public override bool Equals(IndexMap? other) =>
        other is StridedMap map && map.Offset == Offset && map.Lengths.AsSpan().SequenceEqual(Lengths.AsSpan()) && map.Strides.AsSpan().SequenceEqual(Strides.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Offset;
        for (int dim = 0; dim < Lengths.Length; dim++) hash = 31 * (31 * hash + Lengths[dim]) + Strides[dim];
        return hash;
    }
}

/// <summary>Indices one by one: what data say.</summary>
internal sealed class TableMap(int[] indices) : IndexMap
{
    private readonly int hash = HashOf(indices);

    /// <inheritdoc/>
    public override int Count => indices.Length;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<int> Indices => indices;

    /// <inheritdoc/>
    public override int this[int element] => indices[element];

    /// <inheritdoc/>
    public override int[] ToArray() => [.. indices];

    /// <inheritdoc/>
    public override bool Equals(IndexMap? other) => ReferenceEquals(this, other) || (other is TableMap map && map.hash == hash && map.Indices.SequenceEqual(indices));

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    private static int HashOf(int[] indices)
    {
        int hash = 0;
        foreach (int index in indices) hash = 31 * hash + index;
        return hash;
    }
}
