namespace Ppl;

/// <summary>A tensor at rest: its elements as bytes, row-major, little-endian.</summary>
internal sealed record SavedArray(torch.ScalarType Dtype, Shape Shape, byte[] Bytes)
{
    public static SavedArray Of(Tensor tensor)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor resting = tensor.detach().cpu().contiguous();
        byte[] bytes = resting.bytes.ToArray();
        GC.KeepAlive(resting);
        return new SavedArray(tensor.dtype, Shape.Of(tensor), bytes);
    }

    /// <summary>A new tensor on the CPU, in the caller's scope.</summary>
    public Tensor ToTensor()
    {
        Tensor tensor = torch.zeros(Shape.AsSpan(), Dtype);
        tensor.bytes = Bytes;
        return tensor;
    }
}
