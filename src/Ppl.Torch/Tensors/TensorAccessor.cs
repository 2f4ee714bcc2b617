using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in row-major order, read and written in place.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly long[] sizes, strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (!tensor.is_cpu()) throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        this.tensor = tensor.AnotherReference().DetachFromDisposeScope();
        (sizes, strides, contiguous) = (tensor.shape, tensor.stride(), tensor.is_contiguous());
        Count = tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => Kept(First[Offset(indices)]);
        set
        {
            First[Offset(indices)] = value;
            GC.KeepAlive(tensor);
        }
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> room = array[arrayIndex..];
        int count = (int)Math.Min(Count - tensorIndex, room.Length);
        if (contiguous) new ReadOnlySpan<T>(First + tensorIndex, count).CopyTo(room);
        else for (int i = 0; i < count; i++) room[i] = First[Offset(tensorIndex + i)];
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> given = array[arrayIndex..];
        int count = (int)Math.Min(Count - tensorIndex, given.Length);
        if (contiguous) given[..count].CopyTo(new Span<T>(First + tensorIndex, count));
        else for (int i = 0; i < count; i++) First[Offset(tensorIndex + i)] = given[i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => tensor.Dispose();

    private T* First => (T*)Native.ppl_data(tensor.Handle);

    private T Kept(T value)
    {
        GC.KeepAlive(tensor);
        return value;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && sizes.Length != 1) return Offset(indices[0]);
        if (indices.Length != sizes.Length) throw new ArgumentException($"{indices.Length} indices for a tensor of {sizes.Length} dimensions");
        long offset = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= sizes[i]) throw new IndexOutOfRangeException($"index {indices[i]} of dimension {i}, whose size is {sizes[i]}");
            offset += indices[i] * strides[i];
        }
        return offset;
    }

    private long Offset(long position)
    {
        if (position < 0 || position >= Count) throw new IndexOutOfRangeException($"element {position} of {Count}");
        long offset = 0;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            offset += position % sizes[i] * strides[i];
            position /= sizes[i];
        }
        return offset;
    }
}
