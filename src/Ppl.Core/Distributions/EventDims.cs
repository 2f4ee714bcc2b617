namespace Ppl.Distributions;

/// <summary>Sums over event dims.</summary>
internal static class EventDims
{
    /// <summary>The sum over the last <paramref name="dims"/> dimensions; <paramref name="x"/> itself for none.</summary>
    public static Tensor SumLast(this Tensor x, int dims)
    {
        if (dims == 0) return x;
        if (dims == 1) return x.sum(dim: -1);
        var last = new long[dims];
        for (int i = 0; i < dims; i++) last[i] = -1 - i;
        return x.sum(last);
    }
}
