namespace Ppl.Infer.Tests;

/// <summary>Compares a density's gradient with five-point differences.</summary>
internal static class Differences
{
    public static void Check(IDensity density, double[] position, double tolerance = 1e-7, double step = 1e-3)
    {
        double[] gradient = new double[density.Dimension], unused = new double[density.Dimension];
        Assert.That(density.Evaluate(position, gradient), Is.Not.NaN.And.Not.EqualTo(double.NegativeInfinity));
        for (int i = 0; i < position.Length; i++)
        {
            double difference = ((8 * (At(i, step) - At(i, -step))) - (At(i, 2 * step) - At(i, -2 * step))) / (12 * step);
            Assert.That(gradient[i], Is.EqualTo(difference).Within(tolerance * (1 + Math.Abs(difference))), $"number {i}, where it is {position[i]:G6}");
        }

        double At(int i, double shift)
        {
            double[] moved = [.. position];
            moved[i] += shift;
            return density.Evaluate(moved, unused);
        }
    }
}
