namespace Ppl;

internal static partial class TensorText
{
    /// <summary>Are the elements there to be read? Those of data are; what depends on a latent has none before the density is asked for.</summary>
    public static bool IsKnown(Tensor tensor) => tensor.IsData;

    /// <summary>The elements where they can be looked at one by one at no cost, one for all that are the same; nothing where they are not known.</summary>
    public static ReadOnlySpan<double> AtHand(Tensor tensor) => tensor.AtHand;
}
