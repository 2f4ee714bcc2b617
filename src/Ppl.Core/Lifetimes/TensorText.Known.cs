namespace Ppl;

internal static partial class TensorText
{
    /// <summary>Are the elements there to be read? Those of a symbolic tensor that depends on a latent are not.</summary>
    public static bool IsKnown(Tensor tensor) => tensor is not null;
}
