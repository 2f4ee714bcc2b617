using System.Runtime.CompilerServices;

namespace Ppl.Compilation;

/// <summary>The functions of whole arrays: see <see cref="Kernel"/>. A result lies apart from the arguments.</summary>
internal static class Kernels
{
    /// <summary>How many numbers the result has.</summary>
    public static int ResultLength(Kernel kernel, ReadOnlySpan<int> sizes) => kernel switch
    {
        Kernel.Cholesky or Kernel.CholeskyAdjoint => sizes[0] * sizes[1] * sizes[1],
        Kernel.SolveLower or Kernel.SolveLowerTransposed => sizes[0] * sizes[1] * sizes[2],
        Kernel.Multiply or Kernel.MultiplyTransposedLeft or Kernel.MultiplyTransposedRight => sizes[0] * sizes[1] * sizes[3],
        Kernel.CumulativeSum or Kernel.CumulativeSumBackwards => sizes[0] * sizes[1],
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "no such kernel"),
    };

    /// <summary>How many numbers an argument has.</summary>
    public static int ArgumentLength(Kernel kernel, ReadOnlySpan<int> sizes, int argument) => kernel switch
    {
        Kernel.SolveLower or Kernel.SolveLowerTransposed when argument == 0 => sizes[0] * sizes[1] * sizes[1],
        Kernel.Multiply or Kernel.MultiplyTransposedLeft or Kernel.MultiplyTransposedRight => sizes[0] * sizes[2] * (argument == 0 ? sizes[1] : sizes[3]),
        _ => ResultLength(kernel, sizes),
    };

    /// <summary>How many arguments there are.</summary>
    public static int Arguments(Kernel kernel) => kernel is Kernel.Cholesky or Kernel.CumulativeSum or Kernel.CumulativeSumBackwards ? 1 : 2;

    /// <summary>Calls a kernel for arrays in memory; one of one argument takes no second.</summary>
    public static unsafe void Invoke(Kernel kernel, int* sizes, int count, double* result, double* first, double* second)
    {
        var lengths = new ReadOnlySpan<int>(sizes, count);
        Invoke(
            kernel, lengths, new Span<double>(result, ResultLength(kernel, lengths)), new ReadOnlySpan<double>(first, ArgumentLength(kernel, lengths, 0)),
            second is null ? [] : new ReadOnlySpan<double>(second, ArgumentLength(kernel, lengths, 1)));
    }

    /// <summary>Calls a kernel; one of one argument takes no second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invoke(Kernel kernel, ReadOnlySpan<int> sizes, Span<double> result, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        int blocks = sizes[0];
        for (int block = 0; block < blocks; block++)
        {
            Span<double> to = Block(result, block, blocks);
            ReadOnlySpan<double> a = Block(first, block, blocks), b = Block(second, block, blocks);
            switch (kernel)
            {
                case Kernel.Cholesky: Cholesky(sizes[1], a, to); break;
                case Kernel.CholeskyAdjoint: CholeskyAdjoint(sizes[1], a, b, to); break;
                case Kernel.SolveLower: SolveLower(sizes[1], sizes[2], a, b, to); break;
                case Kernel.SolveLowerTransposed: SolveLowerTransposed(sizes[1], sizes[2], a, b, to); break;
                case Kernel.Multiply: Multiply(sizes[1], sizes[2], sizes[3], a, b, to); break;
                case Kernel.MultiplyTransposedLeft: MultiplyTransposedLeft(sizes[1], sizes[2], sizes[3], a, b, to); break;
                case Kernel.MultiplyTransposedRight: MultiplyTransposedRight(sizes[1], sizes[2], sizes[3], a, b, to); break;
                case Kernel.CumulativeSum: CumulativeSum(a, to); break;
                case Kernel.CumulativeSumBackwards: CumulativeSumBackwards(a, to); break;
                default: throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "no such kernel");
            }
        }
    }

    private static Span<double> Block(Span<double> all, int block, int blocks) => all.Slice(block * (all.Length / blocks), all.Length / blocks);

    private static ReadOnlySpan<double> Block(ReadOnlySpan<double> all, int block, int blocks) => all.Slice(block * (all.Length / blocks), all.Length / blocks);

    // Row by row (Cholesky-Banachiewicz), so that the inner products run along rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cholesky(int n, ReadOnlySpan<double> a, Span<double> l)
    {
        l.Clear();
        for (int i = 0; i < n; i++)
        {
            Span<double> row = l.Slice(i * n, n);
            for (int j = 0; j < i; j++) row[j] = (a[i * n + j] - Rows.Dot(row[..j], l.Slice(j * n, j))) / l[j * n + j];
            double square = a[i * n + i] - Rows.Dot(row[..i], row[..i]);
            row[i] = square > 0 ? Math.Sqrt(square) : double.NaN;
        }
    }

    // Ā = (S + Sᵀ) / 2 where Lᵀ S L = Φ(Lᵀ L̄); Φ takes the lower triangle and half the diagonal. All of it in the place of the result.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CholeskyAdjoint(int n, ReadOnlySpan<double> l, ReadOnlySpan<double> adjoint, Span<double> s)
    {
        s.Clear();
        for (int k = 0; k < n; k++)
            for (int i = 0; i <= k; i++) Rows.AddScaled(s.Slice(i * n, i + 1), l[k * n + i], adjoint.Slice(k * n, i + 1));
        for (int i = 0; i < n; i++) s[i * n + i] /= 2;
        SolveLowerTransposed(n, n, l, s);
        for (int i = 0; i < n; i++) SolveLowerTransposed(n, 1, l, s.Slice(i * n, n));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) s[i * n + j] = s[j * n + i] = (s[i * n + j] + s[j * n + i]) / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveLower(int n, int m, ReadOnlySpan<double> l, ReadOnlySpan<double> b, Span<double> x)
    {
        b.CopyTo(x);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = x.Slice(i * m, m);
            if (m == 1) row[0] -= Rows.Dot(l.Slice(i * n, i), x[..i]);
            else for (int k = 0; k < i; k++) Rows.AddScaled(row, -l[i * n + k], x.Slice(k * m, m));
            foreach (ref double entry in row) entry /= l[i * n + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveLowerTransposed(int n, int m, ReadOnlySpan<double> l, ReadOnlySpan<double> b, Span<double> x)
    {
        b.CopyTo(x);
        SolveLowerTransposed(n, m, l, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveLowerTransposed(int n, int m, ReadOnlySpan<double> l, Span<double> x)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = x.Slice(i * m, m);
            foreach (ref double entry in row) entry /= l[i * n + i];
            if (m == 1) Rows.AddScaled(x[..i], -row[0], l.Slice(i * n, i));
            else for (int k = 0; k < i; k++) Rows.AddScaled(x.Slice(k * m, m), -l[i * n + k], row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(int n, int k, int m, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        c.Clear();
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = a.Slice(i * k, k);
            if (m == 1) c[i] = Rows.Dot(row, b);
            else for (int j = 0; j < k; j++) Rows.AddScaled(c.Slice(i * m, m), row[j], b.Slice(j * m, m));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTransposedLeft(int n, int k, int m, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        c.Clear();
        for (int j = 0; j < k; j++)
        {
            ReadOnlySpan<double> row = a.Slice(j * n, n);
            if (m == 1) Rows.AddScaled(c, b[j], row);
            else for (int i = 0; i < n; i++) Rows.AddScaled(c.Slice(i * m, m), row[i], b.Slice(j * m, m));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTransposedRight(int n, int k, int m, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) c[i * m + j] = Rows.Dot(a.Slice(i * k, k), b.Slice(j * k, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CumulativeSum(ReadOnlySpan<double> x, Span<double> sums)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sums[i] = sum += x[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CumulativeSumBackwards(ReadOnlySpan<double> x, Span<double> sums)
    {
        double sum = 0;
        for (int i = x.Length - 1; i >= 0; i--) sums[i] = sum += x[i];
    }
}
