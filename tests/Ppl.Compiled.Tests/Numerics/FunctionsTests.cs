using System.Globalization;
using System.Runtime.Intrinsics;

namespace Ppl.Compilation.Tests;

/// <summary>The operators' formulas against values of eighty digits (by mpmath, rounded once: functions.tsv), in every width.</summary>
internal sealed class FunctionsTests
{
    // In units of the last place of the true value, or absolute and relative where the sum behind the function cancels.
    private static readonly (Operator Operator, double Ulps)[] Exact =
    [
        (Operator.Exp, 1), (Operator.Log, 1), (Operator.Log1p, 2), (Operator.Expm1, 2), (Operator.Tanh, 3), (Operator.Sigmoid, 3), (Operator.Softplus, 3),
    ];

    private static readonly (Operator Operator, bool IsAbsolute)[] Close =
    [
        (Operator.Lgamma, true), (Operator.Digamma, true), (Operator.Trigamma, false), (Operator.Erf, false), (Operator.Erfc, false), (Operator.I0e, false), (Operator.I1e, false),
    ];

    private static readonly ILookup<Operator, (double X, double Value)> Table = File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Numerics", "functions.tsv"))
        .Select(line => line.Split('\t'))
        .ToLookup(cells => Enum.Parse<Operator>(cells[0]), cells => (double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture)));

    private static readonly double[] Specials =
        [0, -0.0, 1, -1, 0.5, -2.5, 3, 1e-310, -1e-310, double.Epsilon, 1e300, -1e300, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 710, -750];

    [TestCaseSource(nameof(Exact))]
    public void Within_units_of_the_last_place((Operator Operator, double Ulps) claim)
    {
        (double worst, double at) = Table[claim.Operator].Select(row => (Math.Abs(Functions.Apply(claim.Operator, row.X) - row.Value) / Ulp(row.Value), row.X)).Max();
        TestContext.Out.WriteLine($"{worst:F2} ulp at {at:R}");
        Assert.That(worst, Is.LessThanOrEqualTo(claim.Ulps), $"at {at:R}");
    }

    [TestCaseSource(nameof(Close))]
    public void Within_1e_14((Operator Operator, bool IsAbsolute) claim)
    {
        (double worst, double at) = Table[claim.Operator].Select(row => (Error(Functions.Apply(claim.Operator, row.X), row.Value, claim.IsAbsolute), row.X)).Max();
        TestContext.Out.WriteLine($"{worst:E2} at {at:R}");
        Assert.That(worst, Is.LessThan(1e-14), $"at {at:R}");
    }

    [TestCase(Operator.Exp, -700, 700)]
    [TestCase(Operator.Log, 1e-3, 50)]
    [TestCase(Operator.Tanh, -5, 5)]
    public void Near_the_base_librarys_everywhere(Operator @operator, double low, double high)
    {
        Func<double, double> library = @operator switch { Operator.Exp => Math.Exp, Operator.Log => Math.Log, _ => Math.Tanh };
        double worst = 0;
        for (int i = 0; i <= 100_000; i++)
        {
            double x = low + (high - low) * i / 100_000, expected = library(x);
            worst = Math.Max(worst, Math.Abs(Functions.Apply(@operator, x) - expected) / Ulp(expected));
        }
        Assert.That(worst, Is.LessThanOrEqualTo(@operator == Operator.Tanh ? 4 : 2));     // the library's own error beside ours
    }

    [Test]
    public void All_widths_give_the_same_bits([Values] Operator @operator)
    {
        var random = new Random(5);
        double[] numbers = [.. Specials, .. Table[@operator].Select(row => row.X), .. Enumerable.Range(0, 200).Select(_ => 20 * random.NextDouble() - 10)];
        for (int start = 0; start + 8 <= numbers.Length; start += 3)
        {
            double[] x = numbers[start..(start + 8)], y = [.. x.Reverse()], z = [.. x.Select(number => number / 3)];
            double[] scalar = [.. Enumerable.Range(0, 8).Select(i => Functions.Apply(@operator, x[i], y[i], z[i]))];
            Assert.That(Eight(@operator, x, y, z), Is.EqualTo(scalar), string.Join(' ', x));
            Assert.That(Four(@operator, x, y, z), Is.EqualTo(scalar), string.Join(' ', x));
        }
    }

    [TestCase(Operator.Exp, 0, 1)]
    [TestCase(Operator.Exp, double.NegativeInfinity, 0)]
    [TestCase(Operator.Exp, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Exp, 1e300, double.PositiveInfinity)]
    [TestCase(Operator.Exp, -1e300, 0)]
    [TestCase(Operator.Exp, 709.782712893384, 1.7976931348622732e308)]
    [TestCase(Operator.Exp, 709.79, double.PositiveInfinity)]
    [TestCase(Operator.Exp, -745.1, 5e-324)]
    [TestCase(Operator.Expm1, double.Epsilon, double.Epsilon)]
    [TestCase(Operator.Expm1, double.NegativeInfinity, -1)]
    [TestCase(Operator.Expm1, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Log, 0, double.NegativeInfinity)]
    [TestCase(Operator.Log, 1, 0)]
    [TestCase(Operator.Log, -1, double.NaN)]
    [TestCase(Operator.Log, double.NegativeInfinity, double.NaN)]
    [TestCase(Operator.Log, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Log1p, -1, double.NegativeInfinity)]
    [TestCase(Operator.Log1p, -1.5, double.NaN)]
    [TestCase(Operator.Log1p, double.Epsilon, double.Epsilon)]
    [TestCase(Operator.Log1p, 1e-10, 9.9999999995e-11)]
    [TestCase(Operator.Log1p, double.MaxValue, 709.782712893384)]
    [TestCase(Operator.Log1p, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Tanh, double.PositiveInfinity, 1)]
    [TestCase(Operator.Tanh, -1e300, -1)]
    [TestCase(Operator.Sigmoid, -1000, 0)]
    [TestCase(Operator.Sigmoid, double.PositiveInfinity, 1)]
    [TestCase(Operator.Softplus, double.NegativeInfinity, 0)]
    [TestCase(Operator.Softplus, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Softplus, 1e300, 1e300)]
    [TestCase(Operator.Lgamma, 0, double.PositiveInfinity)]
    [TestCase(Operator.Lgamma, -3, double.PositiveInfinity)]
    [TestCase(Operator.Lgamma, 1e-320, 736.8272408909739)]
    [TestCase(Operator.Lgamma, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Digamma, 0, double.NegativeInfinity)]
    [TestCase(Operator.Digamma, -3, double.NaN)]
    [TestCase(Operator.Digamma, double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(Operator.Trigamma, 0, double.PositiveInfinity)]
    [TestCase(Operator.Trigamma, double.PositiveInfinity, 0)]
    [TestCase(Operator.Erf, double.PositiveInfinity, 1)]
    [TestCase(Operator.Erf, double.NegativeInfinity, -1)]
    [TestCase(Operator.Erfc, double.PositiveInfinity, 0)]
    [TestCase(Operator.Erfc, double.NegativeInfinity, 2)]
    [TestCase(Operator.Erfc, 40, 0)]
    public void At_the_edges(Operator @operator, double x, double expected) => Assert.That(Functions.Apply(@operator, x), Is.EqualTo(expected).Within(2).Ulps);

    [Test]
    public void What_is_no_number_stays_so(
        [Values(Operator.Exp, Operator.Expm1, Operator.Log, Operator.Log1p, Operator.Tanh, Operator.Sigmoid, Operator.Softplus, Operator.Lgamma, Operator.Digamma, Operator.Trigamma, Operator.Erf, Operator.Erfc)]
        Operator @operator) => Assert.That(Functions.Apply(@operator, double.NaN), Is.NaN);

    private static double[] Eight(Operator @operator, double[] x, double[] y, double[] z)
    {
        Vector512<double>[] operands = [.. new[] { x, y, z }.Select(numbers => Vector512.Create(numbers))];
        double[] values = new double[8];
        Call<Vector512<double>>(@operator, operands).CopyTo(values);
        return values;
    }

    private static double[] Four(Operator @operator, double[] x, double[] y, double[] z)
    {
        double[] values = new double[8];
        for (int half = 0; half < 8; half += 4)
        {
            Vector256<double>[] operands = [.. new[] { x, y, z }.Select(numbers => Vector256.Create(numbers, half))];
            Call<Vector256<double>>(@operator, operands).CopyTo(values, half);
        }
        return values;
    }

    private static TVector Call<TVector>(Operator @operator, TVector[] operands)
    {
        if (@operator == Operator.Detach) return operands[0];
        int count = Functions.Operands(@operator);
        return (TVector)typeof(Functions).GetMethod(@operator.ToString(), [.. Enumerable.Repeat(typeof(TVector), count)])!.Invoke(null, [.. operands.Take(count).Cast<object>()])!;
    }

    private static double Error(double actual, double expected, bool isAbsolute) =>
        actual == expected ? 0 : Math.Abs(actual - expected) / (isAbsolute ? Math.Max(1, Math.Abs(expected)) : Math.Abs(expected));

    private static double Ulp(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
}
