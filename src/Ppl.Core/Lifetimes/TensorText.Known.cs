namespace Ppl;

internal static partial class TensorText
{
    /// <summary>Are the elements there to be read? Those of a symbolic tensor that depends on a latent are not.</summary>
    public static bool IsKnown(Tensor tensor) => tensor is not null;

    /// <summary>The elements where they can be looked at one by one at no cost, one for all that are the same: those of a symbolic tensor of data. Else nothing.</summary>
    public static ReadOnlySpan<double> AtHand(Tensor tensor) => default;
}
