using System.Globalization;

namespace Ppl.Distributions;

internal static partial class Cholesky
{
    /// <summary>The factor of a matrix; an error shows the argument, from which it was made.</summary>
    private static Tensor Factor(string owner, Tensor matrix, Tensor argument, string name)
    {
        (Tensor factor, Tensor failure) = torch.linalg.cholesky_ex(matrix);
        using TensorScope scope = TensorScope.Begin();
        int first = Array.FindIndex(TensorText.ToDoubles(failure), minor => minor != 0);
        if (first < 0) return factor;
        int size = (int)argument.shape[^1];
        var refused = new EventNumbers(TensorText.ToDoubles(argument.reshape(-1, size, size)[first]), [size, size], argument.dtype == torch.ScalarType.Float32);
        string eigenvalue = PositiveDefiniteConstraint.SmallestEigenvalue(refused).ToString("G3", CultureInfo.InvariantCulture);
        throw Error.NotPositiveDefinite(owner, name, EventNumbers.Place(Shape.Of(argument).DropLast(2), first), refused.ToString(), eigenvalue);
    }
}
