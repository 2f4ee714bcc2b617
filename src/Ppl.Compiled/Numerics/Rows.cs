using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>What the kernels do to numbers that lie side by side.</summary>
internal static class Rows
{
    /// <summary>Σ x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        y = y[..x.Length];
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x), ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i + 1 < xs.Length; i += 2)
        {
            even = Vector.FusedMultiplyAdd(xs[i], ys[i], even);
            odd = Vector.FusedMultiplyAdd(xs[i + 1], ys[i + 1], odd);
        }
        if (i < xs.Length) even = Vector.FusedMultiplyAdd(xs[i], ys[i], even);
        double sum = Vector.Sum(even + odd);
        for (i = xs.Length * Vector<double>.Count; i < x.Length; i++) sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }

    /// <summary>y += factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        x = x[..y.Length];
        Span<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        Vector<double> factors = Vector.Create(factor);
        for (int i = 0; i < ys.Length && i < xs.Length; i++) ys[i] = Vector.FusedMultiplyAdd(factors, xs[i], ys[i]);
        for (int i = ys.Length * Vector<double>.Count; i < y.Length; i++) y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
    }

    /// <summary>Sets numbers.</summary>
    public static unsafe void Fill(double* place, int count, double number) => new Span<double>(place, count).Fill(number);
}
