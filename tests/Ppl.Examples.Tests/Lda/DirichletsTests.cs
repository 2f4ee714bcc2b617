using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Ppl.Examples.Tests;

public sealed class DirichletsTests
{
    /// <summary>Of two numbers it is a beta distribution, of whose density the integrals are.</summary>
    [TestCase(2.5, 1.5, 1.2)]
    [TestCase(7, 3, 2)]
    public void Expectations_and_the_divergence_are_those_of_the_density(double a, double b, double prior)
    {
        double[] logs = new double[2];
        Dirichlets.ExpectLogs([a, b], logs);
        Assert.That(logs[0], Is.EqualTo(Expect(a, b, Math.Log)).Within(1e-6));
        Assert.That(logs[1], Is.EqualTo(Expect(a, b, x => Math.Log(1 - x))).Within(1e-6));
        Assert.That(Dirichlets.Divergence([a, b], logs, prior), Is.EqualTo(Expect(a, b, x => Beta.PDFLn(a, b, x) - Beta.PDFLn(prior, prior, x))).Within(1e-6).And.Positive);
        Assert.That(Dirichlets.Mean([a, b]), Is.EqualTo(new[] { a / (a + b), b / (a + b) }));
    }

    [Test]
    public void A_distribution_does_not_diverge_from_itself()
    {
        double[] same = [0.3, 0.3, 0.3, 0.3], logs = new double[4];
        Dirichlets.ExpectLogs(same, logs);
        Assert.That(Dirichlets.Divergence(same, logs, 0.3), Is.EqualTo(0).Within(1e-12));
    }

    private static double Expect(double a, double b, Func<double, double> f) => DoubleExponentialTransformation.Integrate(x => Beta.PDF(a, b, x) * f(x), 1e-12, 1 - 1e-12, 1e-10);
}
