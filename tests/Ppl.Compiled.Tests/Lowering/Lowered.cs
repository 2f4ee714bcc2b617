namespace Ppl.Compilation.Tests;

/// <summary>Compares a lowered function with the nodes that it came from.</summary>
internal static class Lowered
{
    /// <summary>Value and gradient at some points, each within a relative error of the sizes that meet in it.</summary>
    public static Code AssertDensity(Notation notation, Node value, double tolerance = 1e-11, int points = 2, double spread = 1)
    {
        Node gradient = notation.Gradient(value);
        Code code = Lowering.Of(notation.Point, value, gradient);
        AssertEqual(notation, code, value, [gradient], tolerance, points, spread);
        return code;
    }

    /// <summary>Values alone.</summary>
    public static Code AssertResults(Notation notation, params Node[] results)
    {
        Code code = Lowering.Of(notation.Point, null, results);
        AssertEqual(notation, code, null, results, tolerance: 1e-11, points: 2, spread: 1);
        return code;
    }

    /// <summary>Values at normal points: also of a place, and of a workspace, in which other numbers were before.</summary>
    public static void AssertEqual(Notation notation, Code code, Node? value, Node[] results, double tolerance, int points, double spread)
    {
        var random = new Random(7);
        var interpreter = new Interpreter(code);
        CompiledFunction function = CompiledFunction.Of(code);
        double[] actual = new double[code.Results];
        for (int i = 0; i < points; i++)
        {
            double[] at = [.. Enumerable.Range(0, notation.Point.Count).Select(_ => spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
            double[][] nodes = GraphInterpreter.Evaluate(value is null ? results : [value, .. results], at);
            double[] expected = [.. nodes.Skip(value is null ? 0 : 1).SelectMany(static elements => elements)];
            double number = value is null ? 0 : nodes[0][0], size = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            Array.Fill(actual, double.NaN);
            AssertClose(interpreter.Evaluate(at, actual), "interpreted");
            Array.Fill(actual, double.NaN);
            AssertClose(function.Evaluate(at, actual), "compiled");

            void AssertClose(double actualNumber, string how)
            {
                Assert.That(actualNumber, Is.EqualTo(number).Within(tolerance * Math.Max(1, Math.Abs(number))), $"value, {how}");
                Assert.That(actual, Has.Length.EqualTo(expected.Length));
                for (int k = 0; k < expected.Length; k++)
                    if (!Equals(actual[k], expected[k])) Assert.That(actual[k], Is.EqualTo(expected[k]).Within(tolerance * Math.Max(1, size)), $"result {k}, {how}");
            }
        }
    }
}
