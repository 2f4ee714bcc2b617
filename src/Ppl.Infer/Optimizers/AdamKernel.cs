using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ppl.Infer;

/// <summary>
/// A step of <see cref="AdamMoments"/> in one pass over the memory of a parameter: seven tensor operations would each read and
/// write all of it again.
/// </summary>
/// <remarks>
/// Each element goes through the same roundings whatever the width of a vector, so that a result depends on the values alone.
/// </remarks>
internal static class AdamKernel
{
    /// <summary>Whether a value and its gradient can be walked: contiguous, on the CPU, of one dtype that has vectors, and within a span.</summary>
    public static bool CanStep(Tensor value, Tensor gradient) =>
        value.dtype is torch.ScalarType.Float32 or torch.ScalarType.Float64 && gradient.dtype == value.dtype &&
        value.is_cpu() && gradient.is_cpu() && value.is_contiguous() && gradient.is_contiguous() &&
        value.numel() <= int.MaxValue / sizeof(double);

    /// <summary>Changes value, mean and square in place.</summary>
    public static void Step(Tensor value, Tensor gradient, Tensor mean, Tensor square, AdamStep step)
    {
        if (value.dtype == torch.float32) Step<float>(value.bytes, gradient.bytes, mean.bytes, square.bytes, step);
        else Step<double>(value.bytes, gradient.bytes, mean.bytes, square.bytes, step);
        GC.KeepAlive(gradient);
        GC.KeepAlive(mean);
        GC.KeepAlive(square);

        // Copying a tensor onto itself moves nothing, but tells autograd of the change: a graph that needs the old value then says so.
        value.copy_(value);
    }

    /// <remarks>Not inlined: in the midst of an optimiser's step the JIT compiler runs out of registers for the loop, which then takes up to 1.5 times as long.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Step<T>(Span<byte> value, Span<byte> gradient, Span<byte> mean, Span<byte> square, AdamStep step) where T : unmanaged, INumberBase<T>
    {
        var constants = new Constants<T>(step);
        Span<Vector<T>> values = Vectors<T>(value), gradients = Vectors<T>(gradient), means = Vectors<T>(mean), squares = Vectors<T>(square);
        for (int i = 0; i < values.Length; i++) constants.Apply(ref values[i], gradients[i], ref means[i], ref squares[i]);

        int whole = values.Length * Vector<byte>.Count;
        if (whole == value.Length) return;
        Vector<T> lastValue = Load<T>(value[whole..]), lastMean = Load<T>(mean[whole..]), lastSquare = Load<T>(square[whole..]);
        constants.Apply(ref lastValue, Load<T>(gradient[whole..]), ref lastMean, ref lastSquare);
        Store(lastValue, value[whole..]);
        Store(lastMean, mean[whole..]);
        Store(lastSquare, square[whole..]);
    }

    private static Span<Vector<T>> Vectors<T>(Span<byte> bytes) => MemoryMarshal.Cast<byte, Vector<T>>(bytes);

    /// <summary>The elements after the last whole vector, and zeros.</summary>
    private static Vector<T> Load<T>(ReadOnlySpan<byte> rest)
    {
        Span<byte> padded = stackalloc byte[Vector<byte>.Count];
        rest.CopyTo(padded);
        return new Vector<T>(padded);
    }

    private static void Store<T>(Vector<T> vector, Span<byte> rest) => MemoryMarshal.AsBytes(new Span<Vector<T>>(ref vector))[..rest.Length].CopyTo(rest);

    private readonly struct Constants<T>(AdamStep step) where T : unmanaged, INumberBase<T>
    {
        private readonly Vector<T> beta1 = Of(step.Beta1), oneLessBeta1 = Of(1 - step.Beta1), beta2 = Of(step.Beta2), oneLessBeta2 = Of(1 - step.Beta2);
        private readonly Vector<T> epsilon = Of(step.Epsilon), rate = Of(-step.LearningRate), clip = Of(step.Clip);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<T> value, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square)
        {
            // A NaN is not greater than anything, and stays.
            Vector<T> g = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(gradient), clip), Vector.CopySign(clip, gradient), gradient);
            Vector<T> m = (mean * beta1) + (oneLessBeta1 * g);
            Vector<T> v = (square * beta2) + (oneLessBeta2 * g * g);
            value += rate * m / (Vector.SquareRoot(v) + epsilon);
            mean = m;
            square = v;
        }

        private static Vector<T> Of(double number) => new(T.CreateTruncating(number));
    }
}
