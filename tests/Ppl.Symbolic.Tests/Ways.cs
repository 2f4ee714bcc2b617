using Ppl.Compilation;
using Ppl.Infer;

namespace Ppl.Symbolic.Tests;

/// <summary>The ways to compute one density: by tensors, by its expressions, by its statements, and as machine code of each width that the processor has.</summary>
internal static class Ways
{
    /// <summary>All sum the same terms in float64, in different orders.</summary>
    private const double Tolerance = 1e-10;

    private static IEnumerable<VectorWidth> Widths => Enum.GetValues<VectorWidth>().Where(width => width <= CompiledFunction.Best);

    /// <summary>Holds all ways to the tensors' values and gradients at two points, and these to central differences of the compiled value.</summary>
    public static void AssertAgree(TensorDensity traced, DensityGraph graph)
    {
        Assert.That(graph.Dimension, Is.EqualTo(traced.Dimension));
        Node slope = Gradient.Of(graph.Graph, graph.LogDensity, graph.Point);
        Code code = Lowering.Of(graph.Point, graph.LogDensity, slope);
        (string Name, CompiledFunction Function)[] functions = [("interpreted", CompiledFunction.Interpreted(code)), .. Widths.Select(width => ($"compiled, {width}", CompiledFunction.Of(code, width)))];
        double[] expected = new double[traced.Dimension], actual = new double[traced.Dimension];
        for (ulong seed = 1; seed <= 2; seed++)
        {
            double[] point = PointOf(traced.Dimension, seed);
            double value = traced.Evaluate(point, expected);
            Assert.That(double.IsFinite(value), "the density of the point is finite");
            double[][] expressions = GraphInterpreter.Evaluate([graph.LogDensity, slope], point);
            AssertClose(expressions[0][0], expressions[1], "expressions");
            foreach ((string name, CompiledFunction function) in functions)
            {
                Array.Fill(actual, double.NaN);
                AssertClose(function.Evaluate(point, actual), actual, name);
            }
            if (seed == 1) AssertSlope(functions[^1].Function, point, actual);

            void AssertClose(double number, double[] gradient, string how)
            {
                Assert.That(number, Is.EqualTo(value).Within(Tolerance * Math.Max(1, Math.Abs(value))), $"value, {how}");
                Assert.That(gradient, Is.EqualTo(expected).Within(Tolerance * Math.Max(1, expected.Max(Math.Abs))), $"gradient, {how}");
            }
        }
    }

    /// <summary>
    /// Five points have an error of order h⁴, and magnify the rounding of the value by 1 / h: 1e-8 of the largest derivative, or of a thousandth of the value, where that is more.
    /// </summary>
    private static void AssertSlope(CompiledFunction function, double[] point, double[] gradient)
    {
        const double step = 1e-3;
        double[] at = [.. point], ignored = new double[point.Length];
        double scale = Math.Max(1, Math.Max(gradient.Max(Math.Abs), Math.Abs(function.Evaluate(at, ignored)) / 1000));
        for (int i = 0; i < at.Length; i++)
            Assert.That((8 * (Moved(i, step) - Moved(i, -step)) - (Moved(i, 2 * step) - Moved(i, -2 * step))) / (12 * step), Is.EqualTo(gradient[i]).Within(1e-8 * scale), $"difference {i}");

        double Moved(int i, double by)
        {
            at[i] = point[i] + by;
            double value = function.Evaluate(at, ignored);
            at[i] = point[i];
            return value;
        }
    }

    /// <summary>A point near the middle of unconstrained space.</summary>
    public static double[] PointOf(int dimension, ulong seed)
    {
        using var rng = new Rng(seed);
        return [.. Enumerable.Range(0, dimension).Select(_ => 0.7 * rng.NextGaussian())];
    }
}
