using System.Numerics;
using System.Runtime.InteropServices;

namespace Ppl.Infer;

/// <summary>What samplers do with vectors, several numbers at once. All spans of a call are of one length.</summary>
internal static class Vectors
{
    /// <summary>Σ a_i b_i.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        ref double aFirst = ref MemoryMarshal.GetReference(a), bFirst = ref MemoryMarshal.GetReference(b);
        int i = 0;
        Vector<double> sums = default;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sums += Load(ref aFirst, i) * Load(ref bFirst, i);
        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ a_i (c_i + d_i) and Σ b_i (c_i + d_i).</summary>
    public static (double A, double B) DotSums(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d)
    {
        b = b[..a.Length];
        c = c[..a.Length];
        d = d[..a.Length];
        ref double aFirst = ref MemoryMarshal.GetReference(a), bFirst = ref MemoryMarshal.GetReference(b);
        ref double cFirst = ref MemoryMarshal.GetReference(c), dFirst = ref MemoryMarshal.GetReference(d);
        int i = 0;
        Vector<double> aSums = default, bSums = default;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> both = Load(ref cFirst, i) + Load(ref dFirst, i);
            aSums += Load(ref aFirst, i) * both;
            bSums += Load(ref bFirst, i) * both;
        }
        (double aSum, double bSum) = (Vector.Sum(aSums), Vector.Sum(bSums));
        for (; i < a.Length; i++)
        {
            double both = c[i] + d[i];
            aSum += a[i] * both;
            bSum += b[i] * both;
        }
        return (aSum, bSum);
    }

    /// <summary>y += c x.</summary>
    public static void Add(double c, ReadOnlySpan<double> x, Span<double> y) => Add(c, x, y, y);

    /// <summary>y + c x into a third vector, which may be one of them.</summary>
    public static void Add(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> sum)
    {
        y = y[..x.Length];
        sum = sum[..x.Length];
        ref double xFirst = ref MemoryMarshal.GetReference(x), yFirst = ref MemoryMarshal.GetReference(y), sumFirst = ref MemoryMarshal.GetReference(sum);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count) (Load(ref yFirst, i) + (c * Load(ref xFirst, i))).StoreUnsafe(ref sumFirst, (nuint)i);
        for (; i < x.Length; i++) sum[i] = y[i] + (c * x[i]);
    }

    /// <summary>y + c x into a third vector, and its product with a diagonal matrix into a fourth.</summary>
    public static void Add(double c, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> sum, ReadOnlySpan<double> diagonal, Span<double> product)
    {
        y = y[..x.Length];
        sum = sum[..x.Length];
        diagonal = diagonal[..x.Length];
        product = product[..x.Length];
        ref double xFirst = ref MemoryMarshal.GetReference(x), yFirst = ref MemoryMarshal.GetReference(y), sumFirst = ref MemoryMarshal.GetReference(sum);
        ref double diagonalFirst = ref MemoryMarshal.GetReference(diagonal), productFirst = ref MemoryMarshal.GetReference(product);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> added = Load(ref yFirst, i) + (c * Load(ref xFirst, i));
            added.StoreUnsafe(ref sumFirst, (nuint)i);
            (Load(ref diagonalFirst, i) * added).StoreUnsafe(ref productFirst, (nuint)i);
        }
        for (; i < x.Length; i++)
        {
            sum[i] = y[i] + (c * x[i]);
            product[i] = diagonal[i] * sum[i];
        }
    }

    private static Vector<double> Load(ref double first, int place) => Vector.LoadUnsafe(ref first, (nuint)place);
}
