namespace Ppl.Infer;

internal static class TensorData
{
    public static Ppl.Compilation.DataArray Of(Tensor tensor) => new([], tensor.shape);
}
