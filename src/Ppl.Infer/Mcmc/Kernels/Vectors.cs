using System.Numerics;

namespace Ppl.Infer;

/// <summary>What samplers do with vectors, several numbers at once.</summary>
internal static class Vectors
{
    /// <summary>Σ a_i b_i.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int i = 0;
        Vector<double> sums = default;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ a_i (b_i + c_i).</summary>
    public static double DotSum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c)
    {
        int i = 0;
        Vector<double> sums = default;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            sums += new Vector<double>(a[i..]) * (new Vector<double>(b[i..]) + new Vector<double>(c[i..]));
        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * (b[i] + c[i]);
        return sum;
    }

    /// <summary>y += c x.</summary>
    public static void Add(double c, ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(y[i..]) + (c * new Vector<double>(x[i..]))).CopyTo(y[i..]);
        for (; i < x.Length; i++) y[i] += c * x[i];
    }
}
