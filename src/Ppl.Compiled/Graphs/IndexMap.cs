using System.Collections.Immutable;

namespace Ppl.Compilation;

/// <summary>An index for each element of an array: by strides where it can be, else by a table. Immutable; equal maps are equal values.</summary>
public abstract class IndexMap : IEquatable<IndexMap>
{
    /// <summary>How many indices there are.</summary>
    public abstract int Count { get; }

    /// <summary>The index of an element.</summary>
    public abstract int this[int element] { get; }

    /// <inheritdoc/>
    public abstract bool Equals(IndexMap? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as IndexMap);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}

/// <summary>Offset + Σ strideₖ iₖ for the element (i₀, i₁, ...) of a shape; a stride of 0 broadcasts.</summary>
public sealed class StridedMap : IndexMap
{
    private readonly int[] lengths;

    /// <param name="lengths">The shape of the elements.</param>
    /// <param name="strides">One for each of its dims.</param>
    /// <param name="offset">The index of the first element.</param>
    public StridedMap(ImmutableArray<int> lengths, ImmutableArray<int> strides, int offset = 0)
    {
        if (lengths.Length != strides.Length) throw new ArgumentException($"{lengths.Length} lengths, {strides.Length} strides", nameof(strides));
        (Lengths, Strides, Offset, this.lengths) = (lengths, strides, offset, [.. lengths]);
        Count = lengths.Aggregate(1, static (count, length) => checked(count * length));
    }

    /// <summary>The shape of the elements.</summary>
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
            for (int dim = lengths.Length - 1; dim >= 0; dim--)
            {
                (element, int i) = Math.DivRem(element, lengths[dim]);
                index += i * Strides[dim];
            }
            return index;
        }
    }

    /// <inheritdoc/>
    public override bool Equals(IndexMap? other) =>
        other is StridedMap map && map.Offset == Offset && map.Lengths.AsSpan().SequenceEqual(Lengths.AsSpan()) && map.Strides.AsSpan().SequenceEqual(Strides.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Offset);
        foreach (int length in Lengths) hash.Add(length);
        foreach (int stride in Strides) hash.Add(stride);
        return hash.ToHashCode();
    }
}

/// <summary>Indices one by one: what data say.</summary>
public sealed class TableMap(int[] indices) : IndexMap
{
    private readonly int hash = HashOf(indices);

    /// <inheritdoc/>
    public override int Count => indices.Length;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<int> Indices => indices;

    /// <inheritdoc/>
    public override int this[int element] => indices[element];

    /// <inheritdoc/>
    public override bool Equals(IndexMap? other) => ReferenceEquals(this, other) || (other is TableMap map && map.hash == hash && map.Indices.SequenceEqual(indices));

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    private static int HashOf(int[] indices)
    {
        var hash = new HashCode();
        foreach (int index in indices) hash.Add(index);
        return hash.ToHashCode();
    }
}
