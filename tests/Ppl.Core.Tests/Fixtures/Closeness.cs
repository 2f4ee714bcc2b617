namespace Ppl.Core.Tests;

/// <summary>Comparison with reference vectors: abs(actual - expected) &lt;= tolerance (1 + abs(expected)), infinities alike.</summary>
public static class Closeness
{
    public static void AssertClose(Tensor actual, double[] expected, double tolerance, string what) =>
        AssertClose(actual, expected, _ => tolerance, what);

    public static void AssertClose(Tensor actual, double[] expected, Func<int, double> tolerance, string what)
    {
        double[] numbers = actual.Numbers();
        Assert.That(numbers, Has.Length.EqualTo(expected.Length), what);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i].Equals(expected[i])) continue;
            Assert.That(Math.Abs(numbers[i] - expected[i]), Is.LessThanOrEqualTo(tolerance(i) * (1 + Math.Abs(expected[i]))),
                $"{what}[{i}]: {numbers[i]:G17}, expected {expected[i]:G17}");
        }
    }
}
