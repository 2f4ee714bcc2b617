namespace Ppl.Compilation.Tests;

/// <summary>The kernels against their definitions, in batches of two.</summary>
public sealed class KernelsTests
{
    private const int Batch = 2;

    private readonly Random random = new(11);

    [Test]
    public void A_factor_times_its_transpose_is_the_matrix([Values(1, 2, 5, 17, 40)] int n)
    {
        double[] a = PositiveDefinite(n), l = Call(Kernel.Cholesky, [Batch, n], a);
        Assert.That(Product(n, n, n, l, l, transposeRight: true), Is.EqualTo(a).Within(1e-12 * n));
        Assert.That(Above(n, l), Is.All.Zero);
    }

    [Test]
    public void What_is_not_positive_definite_has_no_factor() =>
        Assert.That(Call(Kernel.Cholesky, [1, 2], [1, 2, 2, 1])[3], Is.NaN);

    [Test]
    public void The_adjoint_of_a_factor_is_its_derivative([Values(1, 2, 4, 9)] int n)
    {
        const double Step = 1e-5;
        double[] a = PositiveDefinite(n), weights = Random(Batch * n * n), l = Call(Kernel.Cholesky, [Batch, n], a);
        double[] adjoint = Call(Kernel.CholeskyAdjoint, [Batch, n], l, weights);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                // A symmetric change of both entries: the sum of their adjoints, once on the diagonal.
                double expected = (Value(i, j, Step) - Value(i, j, -Step)) / (2 * Step);
                double actual = i == j ? adjoint[i * n + j] : adjoint[i * n + j] + adjoint[j * n + i];
                Assert.That(actual, Is.EqualTo(expected).Within(1e-8));     // differences of 1e-5 leave 1e-10 of rounding and as much of the third derivative
            }

        double Value(int i, int j, double step)
        {
            double[] moved = [.. a];
            moved[i * n + j] += step;
            if (i != j) moved[j * n + i] += step;
            return Call(Kernel.Cholesky, [Batch, n], moved).Zip(weights, (x, y) => x * y).Sum();
        }
    }

    [Test]
    public void Solutions_solve([Values(1, 3, 20)] int n, [Values(1, 2, 9)] int m)
    {
        double[] l = Call(Kernel.Cholesky, [Batch, n], PositiveDefinite(n)), b = Random(Batch * n * m);
        double[] lower = Call(Kernel.SolveLower, [Batch, n, m], l, b), transposed = Call(Kernel.SolveLowerTransposed, [Batch, n, m], l, b);
        Assert.Multiple(() =>
        {
            Assert.That(Product(n, n, m, l, lower), Is.EqualTo(b).Within(1e-12));
            Assert.That(Product(n, n, m, l, transposed, transposeLeft: true), Is.EqualTo(b).Within(1e-12));
        });
    }

    [Test]
    public void Products_of_all_forms([Values(1, 3, 8)] int n, [Values(1, 7, 19)] int k, [Values(1, 2, 11)] int m)
    {
        double[] left = Random(Batch * n * k), right = Random(Batch * k * m);
        Assert.Multiple(() =>
        {
            Assert.That(Call(Kernel.Multiply, [Batch, n, k, m], left, right), Is.EqualTo(Product(n, k, m, left, right)).Within(1e-13));
            Assert.That(Call(Kernel.MultiplyTransposedLeft, [Batch, n, k, m], left, right), Is.EqualTo(Product(n, k, m, left, right, transposeLeft: true)).Within(1e-13));
            Assert.That(Call(Kernel.MultiplyTransposedRight, [Batch, n, k, m], left, right), Is.EqualTo(Product(n, k, m, left, right, transposeRight: true)).Within(1e-13));
        });
    }

    [Test]
    public void Running_sums_go_both_ways() => Assert.Multiple(() =>
    {
        Assert.That(Call(Kernel.CumulativeSum, [2, 3], [1, 2, 3, 4, 5, 6]), Is.EqualTo(new double[] { 1, 3, 6, 4, 9, 15 }));
        Assert.That(Call(Kernel.CumulativeSumBackwards, [2, 3], [1, 2, 3, 4, 5, 6]), Is.EqualTo(new double[] { 6, 5, 3, 15, 11, 6 }));
    });

    private static double[] Call(Kernel kernel, int[] sizes, params double[][] arguments)
    {
        double[] result = new double[Kernels.ResultLength(kernel, sizes)];
        Array.Fill(result, double.NaN);     // what is there before does not matter
        Kernels.Invoke(kernel, sizes, result, arguments[0], arguments.Length > 1 ? arguments[1] : []);
        return result;
    }

    // By the definition; a transposed factor lies as [k, n] or [m, k].
    private static double[] Product(int n, int k, int m, double[] left, double[] right, bool transposeLeft = false, bool transposeRight = false)
    {
        double[] product = new double[Batch * n * m];
        for (int b = 0; b < Batch; b++)
            for (int i = 0; i < n; i++)
                for (int j = 0; j < m; j++)
                    for (int h = 0; h < k; h++)
                    {
                        double x = left[b * n * k + (transposeLeft ? h * n + i : i * k + h)], y = right[b * k * m + (transposeRight ? j * k + h : h * m + j)];
                        product[(b * n + i) * m + j] += x * y;
                    }
        return product;
    }

    private double[] PositiveDefinite(int n)
    {
        double[] root = Random(Batch * n * n), a = Product(n, n, n, root, root, transposeRight: true);
        for (int b = 0; b < Batch; b++)
            for (int i = 0; i < n; i++) a[b * n * n + i * n + i] += 1;
        return a;
    }

    private static IEnumerable<double> Above(int n, double[] matrices) => matrices.Where((_, at) => at % n > at / n % n);

    private double[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
}
