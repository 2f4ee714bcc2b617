using Ppl.Compilation;

namespace Ppl.Infer;

/// <summary>Tensors as data of compiled programs.</summary>
public static class TensorData
{
    /// <summary>The elements of a tensor, as managed numbers. Called by generated code.</summary>
    /// <param name="tensor">The caller keeps it.</param>
    /// <exception cref="NotSupportedException">Its elements are no real numbers.</exception>
    public static DataArray Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new DataArray(TensorText.ToDoubles(tensor), tensor.shape, KindOf(tensor.dtype));
    }

    private static ElementKind KindOf(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Float64 => ElementKind.Float64,
        torch.ScalarType.Float32 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => ElementKind.Float32,
        torch.ScalarType.Int64 or torch.ScalarType.Int32 or torch.ScalarType.Int16 or torch.ScalarType.Int8 or torch.ScalarType.Byte => ElementKind.Int64,
        torch.ScalarType.Bool => ElementKind.Bool,
        _ => throw new NotSupportedException($"Data of {dtype} have no place in a compiled density."),
    };
}
