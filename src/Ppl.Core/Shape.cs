using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ppl;

/// <summary>
/// The sizes of a tensor's dimensions, left to right: <c>Shape s = [3, 2]</c>. The default is the scalar shape <c>[]</c>.
/// </summary>
/// <remarks>
/// Broadcasting is torch's: shapes are aligned at their right ends, and a size of 1, or a missing one, stretches to the other's.
/// </remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly long[]? sizes;

    private Shape(long[] sizes) => this.sizes = sizes;

    /// <summary>A shape of these sizes, none of them negative.</summary>
    public static Shape Create(ReadOnlySpan<long> sizes)
    {
        foreach (long size in sizes) ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
        return new(sizes.ToArray());
    }

    /// <summary>The shape of a tensor.</summary>
    public static Shape Of(Tensor tensor) => tensor.dim() == 0 ? default : new(tensor.shape);

    /// <summary>The number of dimensions.</summary>
    public int Rank => sizes?.Length ?? 0;

    /// <summary>How many numbers a tensor of this shape holds: the product of the sizes, 1 for a scalar.</summary>
    public long NumberOfElements
    {
        get
        {
            long product = 1;
            foreach (long size in AsSpan()) product *= size;
            return product;
        }
    }

    /// <summary>The size of a dimension: counted from the left from 0, or from the right from -1, as torch counts.</summary>
    public long this[int dim] => AsSpan()[dim < 0 ? dim + Rank : dim];

    /// <summary>The size of a dimension: <c>shape[^1]</c> is the last.</summary>
    public long this[Index dim] => AsSpan()[dim];

    /// <summary>Neighbouring dimensions: <c>shape[..^1]</c> are all but the last.</summary>
    public Shape this[Range dims] => new(AsSpan()[dims].ToArray());

    /// <summary>The last <paramref name="count"/> dimensions.</summary>
    public Shape Last(int count) => count == Rank ? this : this[^count..];

    /// <summary>All but the last <paramref name="count"/> dimensions.</summary>
    public Shape DropLast(int count) => count == 0 ? this : this[..^count];

    /// <summary>The dimensions of <paramref name="left"/>, then those of <paramref name="right"/>.</summary>
    public static Shape operator +(Shape left, Shape right) =>
        left.Rank == 0 ? right : right.Rank == 0 ? left : new([.. left.AsSpan(), .. right.AsSpan()]);

    /// <summary>The shape to which both broadcast.</summary>
    /// <exception cref="PplException">PPL101: two sizes differ and neither is 1.</exception>
    public static Shape Broadcast(Shape a, Shape b) =>
        TryBroadcast(a, b, out Shape shape) ? shape : throw Error.ShapesDoNotBroadcast(a, b);

    /// <summary>The shape to which all broadcast; <c>[]</c> for none.</summary>
    /// <exception cref="PplException">PPL101: two sizes differ and neither is 1.</exception>
    public static Shape Broadcast(params ReadOnlySpan<Shape> shapes)
    {
        Shape all = default;
        foreach (Shape shape in shapes) all = Broadcast(all, shape);
        return all;
    }

    /// <summary>Finds the shape to which both broadcast; false where there is none.</summary>
    public static bool TryBroadcast(Shape a, Shape b, out Shape shape)
    {
        (Shape longer, Shape shorter) = a.Rank >= b.Rank ? (a, b) : (b, a);
        shape = longer;
        int offset = longer.Rank - shorter.Rank;
        long[]? stretched = null;
        for (int i = 0; i < shorter.Rank; i++)
        {
            long size = longer[offset + i], other = shorter[i];
            if (size == other || other == 1) continue;
            if (size != 1) return false;
            stretched ??= longer.ToArray();
            stretched[offset + i] = other;
        }
        if (stretched is not null) shape = new(stretched);
        return true;
    }

    /// <summary>Does a tensor of this shape stretch to <paramref name="target"/> without changing it?</summary>
    public bool BroadcastsTo(Shape target) => TryBroadcast(this, target, out Shape shape) && shape == target;

    /// <summary>The sizes as torch takes them.</summary>
    public ReadOnlySpan<long> AsSpan() => sizes;

    /// <summary>A copy of the sizes.</summary>
    public long[] ToArray() => AsSpan().ToArray();

    /// <summary>The sizes, left to right.</summary>
    public ReadOnlySpan<long>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>The shape of these sizes, copied.</summary>
    public static implicit operator Shape(long[] sizes) => Create(sizes);

    /// <summary>The sizes as torch takes them.</summary>
    public static implicit operator ReadOnlySpan<long>(Shape shape) => shape.AsSpan();

    /// <summary>The same sizes in the same order?</summary>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(AsSpan()));
        return hash.ToHashCode();
    }

    /// <summary>The same sizes in the same order?</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Do the sizes or their order differ?</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The sizes in brackets: <c>[3, 2]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";
}
