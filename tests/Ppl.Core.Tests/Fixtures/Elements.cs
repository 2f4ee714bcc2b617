namespace Ppl.Core.Tests;

public static class Elements
{
    /// <summary>The elements as doubles, row by row.</summary>
    public static double[] Numbers(this Tensor tensor) =>
        tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
}
