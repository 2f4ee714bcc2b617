namespace Ppl.Compilation.Tests;

/// <summary>Compares a lowered function with the nodes that it came from.</summary>
internal static class Lowered
{
    /// <summary>Value and gradient at some points, each within a relative error of the sizes that meet in it.</summary>
    public static Code AssertDensity(Formulas formulas, Node value, double tolerance = 1e-11, int points = 2, double spread = 1)
    {
        Node gradient = formulas.Gradient(value);
        Code code = Lowering.Of(formulas.Point, value, gradient);
        AssertEqual(formulas, code, value, [gradient], tolerance, points, spread);
        return code;
    }

    /// <summary>Values alone.</summary>
    public static Code AssertResults(Formulas formulas, params Node[] results)
    {
        Code code = Lowering.Of(formulas.Point, null, results);
        AssertEqual(formulas, code, null, results, tolerance: 1e-11, points: 2, spread: 1);
        return code;
    }

    /// <summary>Values at normal points: also of a place, and of a workspace, in which other numbers were before.</summary>
    public static void AssertEqual(Formulas formulas, Code code, Node? value, Node[] results, double tolerance, int points, double spread)
    {
        var random = new Random(7);
        var interpreter = new Interpreter(code);
        double[] actual = new double[code.Results];
        Array.Fill(actual, double.NaN);
        for (int i = 0; i < points; i++)
        {
            double[] at = [.. Enumerable.Range(0, formulas.Point.Count).Select(_ => spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
            double number = interpreter.Evaluate(at, actual);
            double[][] nodes = GraphInterpreter.Evaluate(value is null ? results : [value, .. results], at);
            if (value is not null) Assert.That(number, Is.EqualTo(nodes[0][0]).Within(tolerance * Math.Max(1, Math.Abs(nodes[0][0]))), "value");
            double[] expected = [.. nodes.Skip(value is null ? 0 : 1).SelectMany(static elements => elements)];
            Assert.That(actual, Has.Length.EqualTo(expected.Length));
            double size = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            for (int k = 0; k < expected.Length; k++)
                if (!Equals(actual[k], expected[k])) Assert.That(actual[k], Is.EqualTo(expected[k]).Within(tolerance * Math.Max(1, size)), $"result {k}");
        }
    }
}
