using Ppl.Compilation;

namespace Ppl.Symbolic;

/// <summary>Data as symbolic tensors.</summary>
public static class Symbols
{
    /// <summary>A tensor of known numbers; those of 32 bits become Float64.</summary>
    public static Tensor Data(DataArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        torch.ScalarType dtype = array.Kind switch
        {
            ElementKind.Int64 => torch.ScalarType.Int64,
            ElementKind.Bool => torch.ScalarType.Bool,
            _ => torch.ScalarType.Float64,
        };
        return torch.tensor(array.Values, array.Shape, dtype);
    }
}
