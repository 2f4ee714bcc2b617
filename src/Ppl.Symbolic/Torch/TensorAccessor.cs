using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor of data in row-major order, read only.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly T[] elements;
    private readonly long[] sizes;

    internal TensorAccessor(T[] elements, long[] sizes) => (this.elements, this.sizes) = (elements, sizes);

    public long Count => elements.Length;

    public bool IsReadOnly => true;

    public T this[params long[] indices]
    {
        get
        {
            long place = 0;
            for (int dim = 0; dim < sizes.Length; dim++) place = place * sizes[dim] + indices[dim];
            return elements[place];
        }
    }

    public T[] ToArray() => [.. elements];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
    }
}
