namespace Ppl.Compilation;

/// <summary>Each <see cref="Kernel"/> by the plainest loop that computes it.</summary>
internal static class ReferenceKernels
{
    /// <summary>The result, row by row.</summary>
    public static double[] Compute(Kernel kernel, IReadOnlyList<int> sizes, double[][] arguments)
    {
        int batch = sizes[0], n = sizes[1];
        double[] a = arguments[0], b = arguments.Length > 1 ? arguments[1] : [];
        double[] result = new double[kernel switch
        {
            Kernel.Cholesky or Kernel.CholeskyAdjoint => batch * n * n,
            Kernel.SolveLower or Kernel.SolveLowerTransposed => batch * n * sizes[2],
            Kernel.CumulativeSum or Kernel.CumulativeSumBackwards => batch * n,
            _ => batch * n * sizes[3],
        }];
        for (int i = 0; i < batch; i++)
        {
            Span<double> Part(double[] array) => array.AsSpan(i * (array.Length / batch), array.Length / batch);
            Span<double> to = Part(result);
            switch (kernel)
            {
                case Kernel.Cholesky: Cholesky(n, Part(a), to); break;
                case Kernel.CholeskyAdjoint: CholeskyAdjoint(n, Part(a), Part(b), to); break;
                case Kernel.SolveLower: SolveLower(n, sizes[2], Part(a), Part(b), to); break;
                case Kernel.SolveLowerTransposed: SolveLowerTransposed(n, sizes[2], Part(a), Part(b), to); break;
                case Kernel.Multiply: Multiply(n, sizes[2], sizes[3], Part(a), sizes[2], 1, Part(b), sizes[3], 1, to); break;
                case Kernel.MultiplyTransposedLeft: Multiply(n, sizes[2], sizes[3], Part(a), 1, n, Part(b), sizes[3], 1, to); break;
                case Kernel.MultiplyTransposedRight: Multiply(n, sizes[2], sizes[3], Part(a), sizes[2], 1, Part(b), 1, sizes[2], to); break;
                case Kernel.CumulativeSum:
                    for (int k = 0; k < n; k++) to[k] = Part(a)[k] + (k > 0 ? to[k - 1] : 0);
                    break;
                case Kernel.CumulativeSumBackwards:
                    for (int k = n - 1; k >= 0; k--) to[k] = Part(a)[k] + (k < n - 1 ? to[k + 1] : 0);
                    break;
                default: throw new ArgumentOutOfRangeException(nameof(kernel), kernel, null);
            }
        }
        return result;
    }

    // Reads the lower triangle only.
    private static void Cholesky(int n, ReadOnlySpan<double> a, Span<double> l)
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double rest = a[i * n + j];
                for (int k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = i > j ? rest / l[j * n + j] : rest > 0 ? Math.Sqrt(rest) : double.NaN;
            }
    }

    // Ā = ½ L⁻ᵀ (P + Pᵀ) L⁻¹ with P the lower triangle of Lᵀ L̄, its diagonal halved.
    private static void CholeskyAdjoint(int n, ReadOnlySpan<double> l, ReadOnlySpan<double> adjoint, Span<double> result)
    {
        double[] middle = new double[n * n], solved = new double[n * n], turned = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = i; k < n; k++) sum += l[k * n + i] * adjoint[k * n + j];
                middle[i * n + j] = middle[j * n + i] = 0.5 * sum;
            }
        SolveLowerTransposed(n, n, l, middle, solved);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) turned[i * n + j] = solved[j * n + i];
        SolveLowerTransposed(n, n, l, turned, result);
    }

    private static void SolveLower(int n, int m, ReadOnlySpan<double> l, ReadOnlySpan<double> b, Span<double> x)
    {
        for (int i = 0; i < n; i++)
            for (int c = 0; c < m; c++)
            {
                double rest = b[i * m + c];
                for (int k = 0; k < i; k++) rest -= l[i * n + k] * x[k * m + c];
                x[i * m + c] = rest / l[i * n + i];
            }
    }

    private static void SolveLowerTransposed(int n, int m, ReadOnlySpan<double> l, ReadOnlySpan<double> b, Span<double> x)
    {
        for (int i = n - 1; i >= 0; i--)
            for (int c = 0; c < m; c++)
            {
                double rest = b[i * m + c];
                for (int k = i + 1; k < n; k++) rest -= l[k * n + i] * x[k * m + c];
                x[i * m + c] = rest / l[i * n + i];
            }
    }

    private static void Multiply(int n, int k, int m, ReadOnlySpan<double> a, int aRow, int aColumn, ReadOnlySpan<double> b, int bRow, int bColumn, Span<double> to)
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++)
            {
                double sum = 0;
                for (int p = 0; p < k; p++) sum += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
                to[i * m + j] = sum;
            }
    }
}
