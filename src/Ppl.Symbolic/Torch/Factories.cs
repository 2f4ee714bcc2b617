using System.Collections.Immutable;

namespace TorchSharp;

/// <summary>Data.</summary>
public static partial class torch
{
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(size, 0, dtype ?? ScalarType.Float64);
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => zeros(size.AsSpan(), dtype);
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => zeros([size], dtype);
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => zeros([rows, columns], dtype);
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => zeros([dim0, dim1, dim2], dtype);

    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(size, 1, dtype ?? ScalarType.Float64);
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => ones(size.AsSpan(), dtype);
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => ones([size], dtype);
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => ones([rows, columns], dtype);
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => ones([dim0, dim1, dim2], dtype);

    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(size, 0, dtype ?? ScalarType.Float64);
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => empty(size.AsSpan(), dtype);
    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => empty([size], dtype);
    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => empty([rows, columns], dtype);
    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => empty([dim0, dim1, dim2], dtype);

    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(size, value.Number, dtype ?? value.Type);
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => full(size.AsSpan(), value, dtype);
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => full([size], value, dtype);
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => full([rows, columns], value, dtype);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(input.shape, 0, dtype ?? input.dtype);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(input.shape, 1, dtype ?? input.dtype);
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => zeros_like(input, dtype);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Full(input.shape, value.Number, dtype ?? input.dtype);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        long width = columns < 0 ? rows : columns;
        double[] values = new double[rows * width];
        for (long i = 0; i < Math.Min(rows, width); i++) values[i * width + i] = 1;
        return Tensor.Known(values, [rows, width], dtype ?? ScalarType.Float64);
    }

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0L, stop, dtype);
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1L, dtype);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        long count = Math.Max(0, (long)Math.Ceiling((stop.Number - start.Number) / step.Number));
        double[] values = new double[count];
        for (int i = 0; i < values.Length; i++) values[i] = start.Number + i * step.Number;
        return Tensor.Known(values, [count], dtype ?? Joined(Joined(Widest(start.Type), Widest(stop.Type)), Widest(step.Type)));
    }

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        double[] values = new double[steps];
        for (int i = 0; i < values.Length; i++) values[i] = steps == 1 ? start : start + (end - start) * i / (steps - 1);
        return Tensor.Known(values, [steps], dtype ?? ScalarType.Float64);
    }

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tensor.Known([scalar], [], dtype ?? ScalarType.Float64);
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Tensor.Known([scalar], [], ScalarType.Float64);
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tensor.Known([scalar], [], dtype ?? ScalarType.Int64);
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => Tensor.Known([scalar], [], ScalarType.Int64);
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tensor.Known([scalar ? 1 : 0], [], dtype ?? ScalarType.Bool);

    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor(rawArray, [rawArray.Length], dtype);
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Known([.. rawArray], dimensions, dtype ?? ScalarType.Float64);
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor([.. rawArray.Cast<double>()], [rawArray.GetLength(0), rawArray.GetLength(1)], dtype);
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor(rawArray, [rawArray.Length], dtype);
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Known(Array.ConvertAll(rawArray, static value => (double)value), dimensions, dtype ?? ScalarType.Float64);
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor([.. rawArray.Cast<float>()], [rawArray.GetLength(0), rawArray.GetLength(1)], dtype);
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor(dataArray, [dataArray.Length], dtype);
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Known(Array.ConvertAll(dataArray, static value => (double)value), dimensions, dtype ?? ScalarType.Int64);
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor([.. rawArray.Cast<long>()], [rawArray.GetLength(0), rawArray.GetLength(1)], dtype);
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor(rawArray, [rawArray.Length], dtype);
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Known(Array.ConvertAll(rawArray, static value => (double)value), dimensions, dtype ?? ScalarType.Int64);
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor([.. rawArray.Cast<int>()], [rawArray.GetLength(0), rawArray.GetLength(1)], dtype);
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor(rawArray, [rawArray.Length], dtype);
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Tensor.Known(Array.ConvertAll(rawArray, static value => value ? 1.0 : 0.0), dimensions, dtype ?? ScalarType.Bool);
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => tensor([.. rawArray.Cast<bool>()], [rawArray.GetLength(0), rawArray.GetLength(1)], dtype);

    public sealed partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.zeros_like(this, dtype);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.ones_like(this, dtype);
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.full_like(this, value, dtype);

        internal static Tensor Full(ReadOnlySpan<long> size, double number, ScalarType dtype)
        {
            Ppl.Compilation.Graph graph = GraphScope.Current;
            return new Tensor(graph, graph.Constant(Whole(number, dtype), Lengths(size)), Widest(dtype));
        }

        // A number as an element of a dtype.
        private static double Whole(double number, ScalarType dtype) => Widest(dtype) switch
        {
            ScalarType.Int64 => Math.Truncate(number),
            ScalarType.Bool => number != 0 ? 1 : 0,
            _ => number,
        };

        // The values are taken over.
        internal static Tensor Known(double[] values, ReadOnlySpan<long> size, ScalarType dtype)
        {
            Ppl.Compilation.Graph graph = GraphScope.Current;
            if (Widest(dtype) != ScalarType.Float64)
                for (int i = 0; i < values.Length; i++) values[i] = Whole(values[i], dtype);
            return new Tensor(graph, graph.Constant(values, Lengths(size)), Widest(dtype));
        }

        private static ImmutableArray<int> Lengths(ReadOnlySpan<long> size)
        {
            int[] lengths = new int[size.Length];
            for (int dim = 0; dim < lengths.Length; dim++) lengths[dim] = checked((int)size[dim]);
            return [.. lengths];
        }
    }
}
