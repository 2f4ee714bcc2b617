namespace Ppl.Infer.Tests;

/// <summary>Whatever the line looks like, the point that is found fulfils both conditions.</summary>
public sealed class WolfeSearchTests
{
    private static IEnumerable<TestCaseData> Lines()
    {
        yield return Case("a parabola", a => ((a - 1) * (a - 1), 2 * (a - 1)));
        yield return Case("a long way down", a => (-a / ((a * a) + 2), ((a * a) - 2) / (((a * a) + 2) * ((a * a) + 2))));
        yield return Case("a steep valley", a => (Math.Pow(a + 0.004, 5) - (2 * Math.Pow(a + 0.004, 4)), (5 * Math.Pow(a + 0.004, 4)) - (8 * Math.Pow(a + 0.004, 3))));
        yield return Case("waves", a => (-a + Math.Sin(10 * a) / 20 + (a * a / 50), -1 + (Math.Cos(10 * a) / 2) + (a / 25)));
        yield return Case("no values beyond 3", a => a < 3 ? (-Math.Log(1 + a) - Math.Log(3 - a) / 100, (-1 / (1 + a)) + (0.01 / (3 - a))) : (double.NaN, double.NaN));

        static TestCaseData Case(string name, Func<double, (double, double)> line) => new TestCaseData(line).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Lines))]
    public void Both_conditions_hold_wherever_the_search_begins(Func<double, (double Value, double Slope)> phi)
    {
        foreach (double first in new[] { 1e-3, 0.1, 1, 10, 1000 }) Check(phi, first);
    }

    /// <summary>The secant equation: what the last change of gradient was, the approximation turns into the last change of position.</summary>
    [Test]
    public void The_inverse_Hessian_maps_the_last_change_of_gradient_to_that_of_position()
    {
        using var rng = new Rng(seed: 4);
        double[] Draw() => [.. Enumerable.Range(0, 5).Select(_ => rng.NextGaussian())];
        var hessian = new InverseHessian(pairs: 3);
        LinePoint point = new(0, Draw(), 0, Draw(), 0);
        for (int i = 0; i < 6; i++)
        {
            LinePoint next = new(0, Draw(), 0, Draw(), 0);
            hessian.Add(point, next);
            double[] s = [.. next.Position.Zip(point.Position, (to, from) => to - from)], y = [.. next.Gradient.Zip(point.Gradient, (to, from) => to - from)];
            if (LinePoint.Dot(s, y) > 0) Assert.That(hessian.Direction(y), Is.EqualTo(s.Select(element => -element)).Within(1e-10));
            point = next;
        }
    }

    private static void Check(Func<double, (double Value, double Slope)> phi, double first)
    {
        LinePoint At(double length)
        {
            (double value, double slope) = phi(length);
            return new LinePoint(length, [length], value, [slope], slope);
        }
        LinePoint start = At(0);
        LinePoint found = new WolfeSearch(At, start, rounding: 0).Find(first)!;
        Assert.That(found.Length, Is.Positive);
        Assert.That(found.Value, Is.LessThanOrEqualTo(start.Value + (1e-4 * found.Length * start.Slope)));
        Assert.That(Math.Abs(found.Slope), Is.LessThanOrEqualTo(0.9 * Math.Abs(start.Slope)));
    }
}
