namespace Ppl;

internal static partial class TensorText
{
    /// <summary>Are the elements there to be read? Those of data are; what depends on a latent has none before the density is asked for.</summary>
    public static bool IsKnown(Tensor tensor) => tensor.IsData;
}
