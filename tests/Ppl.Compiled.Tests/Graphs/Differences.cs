namespace Ppl.Compilation.Tests;

/// <summary>Derivatives by central differences of five points, with an error of order h⁴.</summary>
internal static class Differences
{
    public static double[] Gradient(Node value, ReadOnlySpan<double> point, double step = 1e-3)
    {
        double[] at = point.ToArray(), gradient = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            double Moved(double by)
            {
                (double before, at[i]) = (at[i], at[i] + by);
                double moved = GraphInterpreter.Evaluate(value, at)[0];
                at[i] = before;
                return moved;
            }

            gradient[i] = (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
        }
        return gradient;
    }

    /// <summary>Holds the gradient to differences; the tolerance is relative to the largest derivative, and to the rounding of the value, which differences magnify.</summary>
    public static void AssertGradient(Graph graph, Node value, Point point, ReadOnlySpan<double> at, double tolerance = 1e-8, double step = 1e-3)
    {
        double[] expected = Gradient(value, at, step), actual = GraphInterpreter.Evaluate(Ppl.Compilation.Gradient.Of(graph, value, point), at);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        Assert.That(actual, Is.EqualTo(expected).Within(tolerance * scale));
    }
}
