namespace Ppl;

/// <summary>The element types that a file may hold, by the names that safetensors gives them.</summary>
internal static class ElementTypes
{
    private static readonly (torch.ScalarType Dtype, string Name, int Size)[] all =
    [
        (torch.ScalarType.Float64, "F64", 8), (torch.ScalarType.Float32, "F32", 4), (torch.ScalarType.Float16, "F16", 2), (torch.ScalarType.BFloat16, "BF16", 2),
        (torch.ScalarType.Int64, "I64", 8), (torch.ScalarType.Int32, "I32", 4), (torch.ScalarType.Int16, "I16", 2), (torch.ScalarType.Int8, "I8", 1),
        (torch.ScalarType.Byte, "U8", 1), (torch.ScalarType.Bool, "BOOL", 1),
    ];

    /// <exception cref="NotSupportedException">The format has no such elements (complex numbers).</exception>
    public static string Name(torch.ScalarType dtype) => Entry(dtype).Name;

    /// <summary>Bytes of an element.</summary>
    /// <exception cref="NotSupportedException">The format has no such elements (complex numbers).</exception>
    public static int Size(torch.ScalarType dtype) => Entry(dtype).Size;

    public static bool TryParse(string name, out torch.ScalarType dtype)
    {
        int index = Array.FindIndex(all, entry => entry.Name == name);
        dtype = index < 0 ? default : all[index].Dtype;
        return index >= 0;
    }

    /// <summary>The bytes of an array; false for a negative size, or where strides or bytes leave 64 bits.</summary>
    public static bool TryCountBytes(torch.ScalarType dtype, ReadOnlySpan<long> shape, out long bytes)
    {
        // Strides take an empty dimension for one of size 1: they must fit, too.
        (bytes, long stride) = (Size(dtype), Size(dtype));
        foreach (long size in shape)
        {
            if (size < 0 || Math.BigMul(stride, Math.Max(size, 1), out stride) != 0 || stride < 0) return false;
            bytes *= size;
        }
        return true;
    }

    private static (torch.ScalarType Dtype, string Name, int Size) Entry(torch.ScalarType dtype)
    {
        int index = Array.FindIndex(all, entry => entry.Dtype == dtype);
        return index >= 0 ? all[index] : throw new NotSupportedException($"a file has no elements of dtype {dtype}");
    }
}
