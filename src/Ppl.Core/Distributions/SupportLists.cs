namespace Ppl.Distributions;

/// <summary>The values of supports that can be listed, one a row. In the dtype of the first argument that is a tensor, Float32 of numbers, where nothing else is said.</summary>
internal static class SupportLists
{
    /// <summary>0, 1, ..., last.</summary>
    public static Tensor Counts(double last, params ReadOnlySpan<TensorLike> arguments)
    {
        Tensor? like = FirstTensor(arguments);
        return torch.arange(last + 1, like?.dtype ?? torch.ScalarType.Float32, like?.device);
    }

    /// <summary>first, first + 1, ..., last, in Int64.</summary>
    public static Tensor Integers(double first, double last, params ReadOnlySpan<TensorLike> arguments) =>
        torch.arange(first, last + 1, torch.ScalarType.Int64, FirstTensor(arguments)?.device);

    /// <summary>The rows of the identity matrix.</summary>
    public static Tensor UnitVectors(long size, params ReadOnlySpan<TensorLike> arguments)
    {
        Tensor? like = FirstTensor(arguments);
        return torch.eye(size, dtype: like?.dtype ?? torch.ScalarType.Float32, device: like?.device);
    }

    /// <summary>All vectors of counts that sum to the total.</summary>
    public static Tensor Compositions(double total, long categories, params ReadOnlySpan<TensorLike> arguments)
    {
        Tensor? like = FirstTensor(arguments);
        double[] rows = Compositions((long)total, categories);
        return torch.tensor(rows, [rows.Length / categories, categories], like?.dtype ?? torch.ScalarType.Float32, like?.device);
    }

    /// <summary>Vectors of numbers, beside a tensor.</summary>
    public static Tensor Rows(double[][] rows, Shape row, Tensor like) =>
        torch.tensor(rows.SelectMany(one => one).ToArray(), Shape.Create([rows.Length]) + row, like.dtype, like.device);

    private static double[] Compositions(long total, long categories)
    {
        if (categories == 1) return [total];
        return [.. Enumerable.Range(0, (int)total + 1).SelectMany(first => Compositions(total - first, categories - 1)
            .Chunk((int)categories - 1).SelectMany(rest => rest.Prepend(first)))];
    }

    private static Tensor? FirstTensor(ReadOnlySpan<TensorLike> arguments)
    {
        foreach (TensorLike argument in arguments)
            if (argument.Tensor is { } tensor) return tensor;
        return null;
    }
}
