using System.Runtime.InteropServices;

namespace Ppl;

/// <summary>A tensor at rest: its elements as bytes, row-major, little-endian.</summary>
internal sealed record SavedArray(torch.ScalarType Dtype, Shape Shape, byte[] Bytes)
{
    /// <exception cref="NotSupportedException">Complex elements.</exception>
    public static SavedArray Of(Tensor tensor)
    {
        _ = ElementTypes.Size(tensor.dtype);
        using TensorScope scope = TensorScope.Begin();
        Tensor resting = tensor.detach().cpu().contiguous();
        byte[] bytes = resting.bytes.ToArray();
        GC.KeepAlive(resting);
        return new SavedArray(tensor.dtype, Shape.Of(tensor), bytes);
    }

    public static SavedArray Of(ReadOnlySpan<long> numbers) => new(torch.ScalarType.Int64, [numbers.Length], MemoryMarshal.AsBytes(numbers).ToArray());

    public static SavedArray Of(ReadOnlySpan<double> numbers) => new(torch.ScalarType.Float64, [numbers.Length], MemoryMarshal.AsBytes(numbers).ToArray());

    /// <summary>A new tensor on the CPU, in the caller's scope.</summary>
    public Tensor ToTensor()
    {
        Tensor tensor = torch.zeros(Shape.AsSpan(), Dtype);
        tensor.bytes = Bytes;
        return tensor;
    }

    /// <summary>Writes the elements into a tensor of the same dtype and shape, wherever it lies.</summary>
    public void CopyTo(Tensor target)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        target.copy_(ToTensor());
    }

    /// <summary>The elements as C# numbers, whose type must be that of the dtype.</summary>
    public T[] ToNumbers<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes).ToArray();

    public override string ToString() => $"{Dtype} {Shape}";
}
